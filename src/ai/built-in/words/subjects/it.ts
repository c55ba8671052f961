import type { SubjectWords } from "../language-words.ts";
import { listed } from "../language-words.ts";

export const ITALIAN_SUBJECTS: SubjectWords = {
  everyday:
    listed(`abito aceto acqua aglio albero alberi albergo amministratore anziani appartamento appuntamento armadio
      asciugamano attrezzi autunno bagno bambini barattolo basilico bicchiere bicicletta bistecca bottiglia bottone
      brodo buccia burro bustina caffè calore calze camera cameriere camicia camino cammino camminata campagna candela
      cane cantina cappotto carciofi carne carota cassetto casetta cena chiavi chiodo cibo cipolla clienti colazione
      coltello coltivare compiti condominio coperta coperto crema cucchiaino cucina cucinare cugino cuscino custode
      cuocere dentista dispensa divano doccia dolci dormire erbe escursione famiglia farina fattoria ferie figli
      finestra fiori foglie foresta forbici forchetta formaggio forno frigorifero frullatore frutta fuoco galline
      gatto giacca giardino gomma gradini guarnizione idraulico infanzia ingredienti inquilino insalata isola lago
      lampada lana latte lattuga lavatrice legno legumi lenzuola letto lievito limone madre maglione mamma mandorle
      marito martello materasso mela mele merenda miele minestra mobili moglie montagna mortadella muro nipote noce
      nonna nonno olio oliva orto padella padre palestra pane panca panchina panino parete pasta pasto patate pazienza
      pennello pentola pepe pesce pianta piante piatti piatto pioggerella piscina pizza pollo pomodori pomodoro porte
      pranzo prezzemolo profumo pulire quaderno quartiere ricetta riparare riposo riso ristorante riunione rosmarino
      rubinetto ruota sabbia sacchetto sale sapone scarpe scaffale scala sedia semi sentiero silenzio soggiorno sonno
      spesa spezie spiaggia stoffa tavolo tazza tè tegame terrazza terriccio tetto torta tovaglia trapano trattoria
      uova uovo vacanza vacanze valigia vaso verdura vestito viaggio viaggiatore vigna vino vite zaino zia zio
      zucchero zuppa verbale`),
  categories: {
    technology:
      listed(`aggiornamento aggiornamenti algoritmo android antivirus app applicazione applicazioni archivio artificiale
      autenticazione backup batteria bit bluetooth browser byte cache caricatore cavo cella chip client cloud codice
      computer connessione container cookie cpu crittografia cursore dati database digitale disco display dispositivo
      dispositivi elettronica elettronico file firmware framework funzionalità gigabyte github hacker hardware
      impostazioni indirizzo informatica informatico infrastruttura installazione intelligenza interfaccia internet
      ios javascript kernel latenza libreria linux malware megabyte memoria messaggistica microcontrollore migrazione
      millisecondi modulo monitor nodo notebook online open-source pacchetto password patch phishing piattaforma pixel
      plugin portatile postgresql processore programma programmatore programmatori programmazione protocollo python
      query rete reti repository robot router rust scheda schermo script sensore sensori server sicurezza sistema sito
      smartphone software sorgente sql stampante sviluppatore sviluppatori sviluppo tablet tastiera tecnologia
      tecnologico telefono telefonino terminale update usb utente utenti versione virtuale virus vulnerabilità web
      wifi wi-fi windows accesso adattatore allegato antenna antenne archiviazione aspirapolvere auricolari autonomia
      banda caricabatterie cartella casella cavi chiave codici comando compilatore configurazione connettore copia
      credenziali cuffie digitali dischi errore fibra file-system formato fotocamera gestore gps impronta lettore log
      mail mesh messaggi microcontrollori migrare mouse nas nodi notifiche orologio parametri partizioni pc periferica
      porta presa riavvio ripristino scanner schede sincronizzazione sms spam stampanti stringa tasti tasto truffa
      usb-c utilizzo variabile versioni videochiamata volt`),
    entertainment:
      listed(`album animazione arte artista artisti attore attori attrice autore autrice ballo band brano brani canzone
      canzoni cantante cantautore cantautrice capitolo cartone cast cinema cinematografico colonna commedia comico
      comici concerto concerti console copertina cortometraggio danza debutto disco documentario dramma editore
      episodio episodi esordio fantascienza fantasia festival fiction film fotografia fumetto galleria genere giallo
      giocatore giocatori gioco giochi horror intrattenimento interprete lettore lettori libro libri lungometraggio
      melodia mostra musica musicale musicista musicisti narrativa narratore nintendo opera orchestra palco personaggi
      personaggio pellicola playstation podcast poesia protagonista protagonisti pubblico puntata puntate racconto rap
      recitazione regia regista rock romanzo romanzi sala scena scene sceneggiatura schermo scrittore scrittrice
      sequel serie set singolo spettacolo spettatore spettatori stagione suspense teatro televisione thriller tournée
      trama trilogia video videogioco videogiochi xbox adattamento autori ballata battuta battute biblioteca biglietti
      canto capitoli copione coro corale costumi critica critico dadi danzatore dialoghi dialogo disegnatore dischi
      editrice eroe eroina esibizione finale fumetti illustrazioni inquadratura inquadrature interpretazione
      investigatore jazz lettrice lettura letteratura lirica locandina mistero montaggio museo narratrice noir opere
      pagine partita pittore pittrice pittura platea poesie poeta produttore proiezione quadro racconti recensione
      registi ritornello ritmo romanziere scenografia scrittori serie-tv sinfonia spettacoli storie strofa tabellone
      teatrale telefilm titoli tragedia vinile violino voce voci`),
    news: listed(`accordo accusato agenzia alluvione amministrazione annunciato annuncia approvato arrestato arresto assemblea
      assessore assessora attentato autorità bilancio camera campagna candidato candidata carabinieri cittadini
      comitato commissione comunale comune comunicato comunità condanna conferenza conflitto consiglieri consiglio
      crisi decreto deputati deputato dichiarato disoccupazione economia economico elettorale elezione elezioni
      emergenza esercito evacuati evacuate ferito feriti forze frana giudice giudici giunta giustizia governo guerra
      incendio inchiesta incidente indagine indagini inflazione investimento istat legge leggi magistratura maltempo
      manifestanti manifestazione ministero ministra ministro mobilitazione morti mozione municipio nazionale notizia
      notizie ondata operai opposizione ospedale parlamento partito polizia politica politico popolazione portavoce
      prefetto prefettura premier presidente presidio primo processo procura profughi protesta protezione provincia
      questura referendum regionale regione residenti ricorso riferito riforma sanzioni sciopero sindacati sindacato
      sindaca sindaco senato sentenza siccità soccorritori soccorsi soccorso stampa statale tasse tassa testimoni
      terremoto tribunale tregua urne vertice vigili vittime votato voti voto lunedì martedì mercoledì giovedì venerdì
      abitanti accordi alunni ambiente appalto arbitro associazione atleta atlete atleti attaccante aula aumento
      azienda aziende bandiera biologa biologi biologo calciatore calcio campionato campione campionessa campioni
      capitano categoria ciclista classifica clima club coalizione comuni contratto coppa corridore corsa costituzione
      curva dati deliberato difensore dipendenti direttore direzione dirigenti disperso dispersi disoccupati donazione
      edizione elettori ente esperti evacuazione fabbrica federazione ferrovie finale finanziamenti fondi fuga gara
      gol idrogeologico imprese indice intervento investimenti inverno istituto laboratorio lavoratori lega locale
      locali maglia medaglia medici metri milioni ministri misura misure morta municipale nazionali neve ordinanza
      organizzatori partite pioggia piogge piano popolazioni porti portiere precipitazioni premiazione prefettizia
      primario procuratore progetto proposta provinciale pubblica punti quesito record referendario regioni reparto
      ricerca ricercatore ricercatori ricercatrice ricercatrici rigore risultati rivista sanità scavi scienziati
      scienziato scuola seggi segnalazioni semifinale sentenze servizi specie sportivo squadra squadre stadio
      statistica strada studio tappa tecnico temperature territorio tifosi titolo torneo trasporti trimestre
      università vertici viabilità vincitore vittoria volata zona allerta`),
    social:
      listed(`abbracci abbraccio amiche amici auguri baci bacio buongiorno buonasera ciao commenti commento complimenti
      compleanno condividere condividete condividi dm facebook festa follower foto gente grazie gruppo hashtag
      influencer instagram laurea lol messaggio messaggi notizia post privato profilo qualcuno ragazze ragazzi raga
      regalo salve selfie scrivetemi seguaci seguitemi storia story tag tiktok tutti tweet twitter vicini vicino voi
      whatsapp`),
  },
};
