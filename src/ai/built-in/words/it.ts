import type { LanguageWords } from "./language-words.ts";
import { listed, setOf } from "./language-words.ts";
import { ITALIAN_SUBJECTS } from "./subjects/it.ts";

export const ITALIAN: LanguageWords = {
  stopWords:
    setOf(`a abbia abbiamo abbiano ad adesso affinché agli ai al alcun alcuna alcune alcuni alcuno all alla alle allo
    allora almeno altra altre altri altrimenti altro anch anche ancora anzi appena appunto assai attraverso avanti
    avendo aver avere avesse avessero avete aveva avevamo avevano avevo avrà avrai avranno avrebbe avrebbero avremmo
    avremo avuta avuto basta ben bene bensì c cento certa certe certi certo che chi chiunque ci ciascun ciascuna
    ciascuno cinquanta cinque ciò cioè circa co coi col colei coloro colui com come con contro cos cosa così cui d
    da dagli dai dal dall dalla dalle dallo davanti davvero degli dei del dell della delle dello dentro deve devi
    devo devono di dice dieci dietro diverse diversi dodici dopo dopodiché doppio dove dov dovrà dovrebbe dovremo
    doveva due dunque durante e è ebbe ebbero ecc ecco ed egli ella entrambi entro era erano eravamo eri ero essa
    esse essere essi esso etc fa faccio facciamo fai fanno fare fatta fatte fatti fatto faceva facevano fin finché
    fino forse fra fu fui fummo fuori furono già giacché giù gli grazie ha hai hanno ho i ieri il in infatti infine
    inoltre insieme insomma intanto intorno invece io l la là laggiù le lei li lì lo loro lontano lui lungo ma
    magari mai malgrado me medesimo meglio meno mentre mezzo mezz mi mia mie miei mila mille milione milioni
    miliardi mio moi molta molte molti moltissimo molto n ne né neanche negli nei nel nell nella nelle nello nemmeno
    neppure nessun nessuna nessuno niente no noi non nondimeno nonostante nostra nostre nostri nostro nove nulla o
    od oggi ogni ognuna ognuno oltre oppure ora ormai otto ovunque ovvero parecchi parecchio per perché perciò
    perfino però piuttosto più poca poche pochi poco poi poiché possa possiamo possono posso potrà potranno potrebbe
    potrebbero poteva potevano potuto presso presto prima primo proprio può puoi pur pure purché purtroppo qua qual
    qualche qualcosa qualcun qualcuna qualcuno quale quali qualora qualsiasi qualunque quando quand quanta quante
    quanti quanto quaranta quasi quattordici quattro quegli quei quel quell quella quelle quelli quello quest questa
    queste questi questo qui quindi quindici quinto s sarà sarai saranno sarebbe sarebbero saremo saremmo se sé
    secondo sedici sei sembra sempre senz senza sessanta sette si sì sia siamo siano siccome siete sin sino so sono
    sopra soprattutto sotto sta stai stanno stata state stati stato stava stavano stavo stesse stessa stessi stesso
    sto su sua subito successivamente sue sugli sui sul sull sulla sulle sullo suo suoi t tale tali talmente
    talvolta tanta tante tanti tanto te ti tra tranne tre tredici trenta troppa troppe troppi troppo tu tua tue tuo
    tuoi tutta tuttavia tutte tutti tutto tutt un una undici uno v va vai vanno verso vi via viene vengono venti
    vicino voi vorrei vostra vostre vostri vostro ok ultima ultime ultimi ultimo terzo terza seconda prime primi
    cosiddetto qual'è nient eccetera quattrocento duecento trecento`),
  weakWords:
    setOf(`abbastanza accanto accade aggiunge aggiungere aggiungete aggiunto agosto aiuta aiutare alcuni alta alte alti
    alto ama amare andare andata andato anni anno aperta aperto apre aprile aprire arriva arrivano arrivare arrivata
    arrivato aspetta aspettare aspetto attento attenzione aumento autunno avviene bassa basso bella belle belli
    bello bel bisogna bisogno breve brevi brutta brutto buon buona buone buoni buono calda caldo cambia cambiare
    cambiato capire capisce capito casa caso cattivo causa centesimi centimetri centinaia centro cerca cercare
    certamente chiama chiamare chiamato chiara chiaro chiede chiedere chiesto chiude chiudere chiuso chilogrammi
    chilometri chilometro comincia cominciare cominciato compra comprare comprato compreso comune comunque conosce
    conoscere consiglia considerato contiene continua continuare conto corso corta corto costa costano costare costo
    crede credere credo cuore data dato davanti debole decide deciso decidere dentro dicembre dicono detta detto
    differenza difficile dire direttamente diritto diversa diverso diventa diventare diventato domanda domande
    domani domenica donna donne dopo dovere durata dura duro effetto enorme entra entrambe entrare esatto esempio
    esce esiste estate età etto euro evidente facile facilmente fame febbraio ferma fermare festa figlia figlio fila
    fine finisce finire finita finito fondo forma forte forti freddo funziona funzionare gennaio gente gesto giorni
    giorno giornata giornate giovane giovani giovedì gira girare giro giugno giusta giusto gradi grado grammi grammo
    gran grande grandi gratis grossa grosso gruppo guarda guardare idea ieri importa importante impossibile incontro
    indica indietro inizia iniziare iniziato inizio intera intero inverno invia larga largo lascia lasciare lasciate
    lasciato lato lavora lavorare lavoro legge leggera leggero leggere lenta lentamente lento lettera letto libera
    libero litri litro luglio lunedì lunga lunghe lunghi luogo maggio maggior maggiore maggiori manca mancano
    mancare mani mano maniera marzo martedì mattina mattino media medio meglio mente mercoledì mese mesi messa messe
    messo metri metro mette mettere mettete metà mezza mezzi mezzora migliore migliori minima minimo minore minuti
    minuto modo molto momenti momento mondo morto motivo muove nascere nato necessaria necessario nome normale notte
    novembre nuova nuove nuovi nuovo numero occhi occhio occorre oltre ora ore ordine ottima ottime ottimi ottimo
    ottobre paese pagare pagato pagina paio pare parla parlare parola parole parte parti partire partita passa
    passare passato passo paura peggio peggiore pensa pensare penso perde perdere perso persona persone pezzi pezzo
    piace piacere piano piccola piccole piccoli piccolo piede piedi piena pieno poca possibile possibili porta
    portare portato posto potere precisa preciso prende prendere preparare presa preso presente prezzi prezzo
    primavera principale probabilmente problema problemi pronta pronto propone proposto propria propri prossima
    prossimo prova provare provato pubblico punta punti punto quarto questione rapida rapido reale resta restano
    restare restato ragazza ragazzi ragazzo ragione ragioni regola rende rendere ricorda ricordare riesce riescono
    rimane rimangono rimasta rimasto ripete risponde rispondere risposta risultato ritorno riuscito sa sabato sala
    sale sanno sapere sapete scorsa scorso scrive scrivere scritto scelta scelto scopo secondi secolo segue seguente
    seguito sembrano sembrava semplice semplicemente sente sentire senso sera serata serve servono servire settembre
    settimana settimane settimanale sicura sicuro significa signora signore signor simile sola soldi sole soli
    solito solo soltanto spazio spesso sta stagione stanza stare storia strada strano succede successo sufficiente
    superiore tagliare tardi tavola tavolo tempi tempo tenere tiene tenuto termine terra testo tipo tira togliere
    tonnellate torna tornare tornato totale trova trovano trovare trovato uguale unica unico uomini uomo usa usano
    usare usato uscire uscita utile vale valore vecchia vecchi vecchio vede vedere vedono vediamo vende vendere
    venduto venerdì venire venuto vera vere veri verità vero versione vita vive vivere visto voce vogliono voglia
    voglio volere volete volta volte vuoi vuol vuole zona cucchiai cucchiaio fate accesso acquisto affari aiuto
    ambiente ambito annuncio apparecchio arrivo articolo aspetti attività autore avviso azione azioni base beneficio
    calo capacità capo carattere carta categoria cifra cliente clienti codice comportamento condizione condizioni
    confronto consumo contatto contenuto controllo copia coppia corpo costi cura dati decisione descrizione destra
    dettagli dettaglio difetto differenze dimensione direttore direzione distanza documenti documento edificio
    elementi elemento elenco errore errori esperienza esperti esperto estensione evento eventi famiglia famiglie
    fase fasi figure fonte formato foto funzione funzioni genere genitori gestione gruppi guida immagine immagini
    impatto impianto indirizzo informazione informazioni ingresso insieme interesse intervento iscritti lista
    livello luce luoghi macchina madre maestro mattine materia materiale membri membro memoria merce messaggi
    messaggio metodo misura misure modello movimento mucchio nomi notizie novità numeri obiettivo obiettivi oggetti
    oggetto occasione offerta operazione opinione opzione opzioni organizzazione origine padre pagine palazzo parete
    partecipanti partenza passaggio passi percorso periodo peso pioggia popolazione posizione possibilità potenza
    pratica presenza pressione processo prodotti prodotto produzione progetto programma proposta prove pubblicità
    qualità quantità rapporto regole relazione requisiti residenti responsabile richiesta riga risorse risultati
    ruolo sede segnale segno sensazione serie servizi servizio settore signori sistema situazione società soluzione
    spazi spese specie stato stile struttura superficie tabella taglia tecnica temperatura tentativo termini testi
    titolo tono uso utente utenti valori vantaggio velocità versioni viso visita visitatori vista aria home salute
    scuola originale`),
  joiners: setOf("di del dei della delle dello degli dell' d' da a"),
  dullEndings: [
    "mente",
    "ando",
    "endo",
    "avano",
    "evano",
    "ivano",
    "arono",
    "erono",
    "irono",
    "are",
    "ire",
    "arsi",
    "ersi",
    "irsi",
    "arlo",
    "arla",
    "arli",
    "ebbe",
    "ebbero",
    "iamo",
    "ava",
    "eva",
    "ò",
    "erà",
    "irà",
    "eranno",
    "iranno",
  ],
  clitics: setOf(""),
  determiners:
    setOf(`il lo la i gli le l' un una uno un' del dello della dei degli delle dell' di d' al allo alla ai agli alle all'
    dal dallo dalla dai dagli dalle dall' nel nello nella nei negli nelle nell' sul sullo sulla sui sugli sulle
    sull' questo questa questi queste quest' quel quello quella quei quegli quelle quell' mio mia tuo tua suo sua
    nostro nostra vostro vostra ogni qualche alcuni alcune due tre quattro cinque sei sette otto nove dieci cento
    mille senza in con`),
  verbSigns:
    setOf(`io tu lui lei noi voi loro si mi ti ci vi non ha hanno ho hai abbiamo avete aveva avevano avrebbe viene vengono
    può possono deve devono chi sono siamo è per che`),
  cues: setOf(`conclusione riassunto sintesi bilancio risultato causa lezione consiglio raccomando soluzione decisione deciso
    accordo annunciato importante disponibile infine`),
  positive:
    listed(`felicissimo contenta bene bel buono ama amo adora emozionato festa festeggia vince conquista premiato salvato
    grazie sorride celebra brava buonissimo pulito comodo piace abile accogliente accurato adoro affabile
    affascinante affetto affettuoso affidabile agevole allegria allegro amabile amichevole amicizia ammirabile
    ammirevole amore appagante appassionante appassionato apprezzabile apprezzato armonia armonioso arguto augurio
    auguri avvincente azzeccato bello bellezza benedizione benissimo benvenuto bontà bravo bravura brillante brio
    brioso calma caloroso capolavoro carino coinvolgente colorato comodità competente complimenti comprensivo
    consigliatissimo consigliato contento convincente coraggio coraggioso cordiale cortese cortesia creativo
    croccante delicato delizia delizioso dignitoso divertente divertimento divertito divino dolcezza eccellente
    eccezionale eccitante efficace efficiente elegante elogio emozionante entusiasmante entusiasmo entusiasta
    equilibrato esaltante esauriente esemplare esilarante evviva fantastico fascino favoloso favorevole favorito
    fedele felice felicità felicitazioni fenomenale ferrato festoso fiducia fiero formidabile fortuna fortunato
    funzionale garbato generoso geniale gentile gentilezza gioia gioioso giovamento godere godibile gradevole
    gradito grandioso gratificante gratitudine grato grazioso guadagno gustoso illuminante impeccabile imperdibile
    impressionante incantevole incanto incredibile indimenticabile indovinato ingegnoso innovativo insuperabile
    intelligente interessante intuitivo invidiabile ispirato leale lodevole luminoso maestoso magia magico
    magistrale magnifico memorabile meraviglia meraviglioso meritato migliore miglioramento migliorare mirabile
    motivato nitido notevole onesto orgoglio orgoglioso ottimamente ottimo pace pazienza perfetto perfezione
    piacevole piaciuto poetico positivo potente pregevole pregiato premio prezioso progresso promettente promosso
    prodigioso pulizia raccomando raffinato raggiante rassicurante regalo riconoscente riconoscenza rilassante
    rinfrescante riposante rispetto rispettoso riuscito robusto romantico saporito scherzoso scorrevole sensazionale
    sereno serenità simpatia simpatico sincero soddisfacente soddisfatto soddisfazione soffice sollievo sorridente
    sorriso sorprendente spassoso spettacolare spiritoso splendido stabile stimolante straordinario strepitoso
    stupefacente stupendo suggestivo successo superbo superlativo talento tenero tenerezza toccante tranquillo
    trionfo vantaggio vantaggioso versatile vincente vincere vinto vittoria vivace`),
  negative:
    listed(`rotto brutto male ritardo difetto problema noia inutile delude sprecato costretto lamenta piange soffre muore
    morti teme denuncia rubata rubato guasto perso odiosa scandalosa abbandonato abbandono abusivo abuso accusa
    accusato affanno affaticato aggressivo agonia allagamento allagato allarmante allarme amareggiato amarezza amaro
    angoscia angosciante annoiato annoiare ansia ansioso antipatico apatico arrabbiato arrogante assassinio assurdo
    atroce attacco attentato avaria banale barbaro brutale bugia bugiardo caos caotico carissimo catastrofe
    catastrofico cedimento codardo colpevole complicato condanna conflitto confusione confuso contraffatto corrotto
    corruzione costoso crepa crimine crisi crollo crollato crudele cupo danneggiato danno danni debole debolezza
    degrado delinquente deludente deluso delusione deplorevole depresso deprimente derubato detesto detestabile
    devastante devastato difettoso difficoltà disagio disastro disastroso discriminazione disgrazia disgustoso
    disgusto disonesto disordine disperato disperazione disprezzo disservizio disturbo distrutto distruzione dolore
    doloroso dramma drammatico dubbio dubbioso egoista emergenza errato esasperato esausto esagerato esplosione
    esploso evacuato evacuati fallimento fallire fallito falso fastidio fastidioso fatale faticoso ferite ferito
    feriti feroce fiacco fiasco folle fragile frana frode frustrante frustrato frustrazione furia furioso grave
    gravi guai guaio guerra illuso imbarazzante imbarazzo imbroglio imbroglione immondizia impaurito imperdonabile
    impossibile improponibile inaccettabile inadeguato inaffidabile incapace incendio incidente incomprensibile
    incompetente inconcludente indecente indegno indignato indignazione inefficace inefficiente inferiore infelice
    inferno ingannato inganno ingiustizia ingiusto inquietante inquinamento insipido insoddisfatto insopportabile
    insostenibile instabile insufficiente insulso insulto interminabile invivabile invidia ira irritante irritato
    irresponsabile lacrime lagna lamentare lamentela lamento lite litigio losco lugubre lutto macabro macerie malato
    malattia maledetto maleducato malfunzionamento malinconia malinconico malissimo maltempo maltrattato mancanza
    marcio mediocre menzogna meschino minaccia minaccioso miserabile miseria misero monotono morte mortale morire
    negativo negligenza nervoso noioso odio odioso offensivo offeso omicidio orrendo orribile orrore ostile osceno
    panico pasticcio patetico paura pauroso peccato peggio peggiore peggiorare pena penoso pentito pericolo
    pericoloso perplesso pessimo pianto pietoso pigro polemica povertà preoccupante preoccupato preoccupazione
    pretenzioso protesta punizione purtroppo rabbia rapina reato rifiuto rifiutato rimpianto rischioso ritardi
    rivoltante rotture rovina rovinato rozzo rumoroso sangue sbagliato sbaglio sbrigativo scadente scandalo
    scandaloso scarso scattoso schifo schifoso sciagura sciatto sciocco scomodo sconfitta sconfitto scontento
    scontro scortese scorretto sconsiglio sfiducia sfortuna sfortunato sgarbato sgradevole sinistro smarrito
    sofferenza soffrire solitudine sopravvalutato sospetto sporco sporcizia spaventoso spavento spiacevole spreco
    squallido stanco stancante stress stressante stupido svantaggio svogliato tedioso temere tensione terribile
    terrore tossico tradimento tradito tragedia tragico trauma traumatico triste tristezza truffa truffato turbato
    uccidere ucciso urla vandalismo vergogna vergognoso vecchiume vittima vittime violento violenza volgare`),
  praise: [
    "lo consiglio",
    "la consiglio",
    "consigliatissimo",
    "consigliatissima",
    "vale la pena",
    "da non perdere",
    "cinque stelle",
    "ci tornerò",
    "ci torneremo",
    "grazie di cuore",
    "grazie a tutti",
    "mille grazie",
    "non vedo l'ora",
    "ben fatto",
    "ne vale",
    "che gioia",
    "che bello",
    "un piacere",
  ],
  blame: [
    "mai più",
    "da evitare",
    "non lo consiglio",
    "non la consiglio",
    "lo sconsiglio",
    "la sconsiglio",
    "non vale",
    "una stella",
    "non funziona",
    "ha smesso di",
    "soldi buttati",
    "tempo perso",
    "perdita di tempo",
    "che vergogna",
    "nessuna risposta",
    "senza risposta",
    "nessuna scusa",
    "non ci tornerò",
    "state alla larga",
    "rimborso",
    "per l'ennesima volta",
  ],
  contrasts: setOf("ma però tuttavia"),
  negations: setOf("non né senza mai nessun nessuna nessuno niente nulla nemmeno neanche neppure poco no"),
  intensifiers:
    setOf(`molto troppo così davvero estremamente assolutamente totalmente completamente incredibilmente particolarmente
    profondamente più tanto veramente decisamente proprio tutto`),
  leaning:
    setOf(`egli ella lui lei esso essa loro questo questa questi queste quello quella ciò ma e così allora anche suo sua
    suoi sue tuttavia però quindi dunque altrimenti inoltre poi oppure o ne`),
  abbreviations:
    setOf(`sig sigg sigra sig.ra dott dott.ssa dr prof prof.ssa ing avv arch geom rag on mons ecc es p.es pag pagg art artt
    n num nr tel fig vol cap cfr ca circa max min v s.p.a s.r.l a.c d.c gen feb mar apr mag giu lug ago set ott nov
    dic lun mer gio ven sab dom p.zza v.le c.so ss st`),
  furniture: [
    "cookie",
    "informativa sulla privacy",
    "privacy policy",
    "note legali",
    "termini e condizioni",
    "tutti i diritti riservati",
    "vai al contenuto",
    "salta al contenuto",
    "attiva javascript",
  ],
  labels: [
    "newsletter",
    "accedi",
    "registrati",
    "iscriviti",
    "abbonati",
    "leggi tutto",
    "leggi anche",
    "continua a leggere",
    "articoli correlati",
    "potrebbe interessarti",
    "condividi su",
    "seguici",
    "pubblicità",
  ],
  firstPerson: setOf(`io mi me mio mia miei mie ci noi nostro nostra nostri nostre ho abbiamo sono siamo`),
  reporting: setOf(
    `detto dichiarato annunciato affermato spiegato riferito secondo confermato precisato sottolineato ribadito
    comunicato dice spiega afferma annuncia`,
  ),
  ...ITALIAN_SUBJECTS,
};
