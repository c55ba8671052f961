import type { SubjectWords } from "../language-words.ts";
import { listed } from "../language-words.ts";

export const GERMAN_SUBJECTS: SubjectWords = {
  everyday:
    listed(`abendessen anleitung anwesend arzt auto backen bank bad balkon baum bett beutel blumen boden bohrer brot butter
      decke dose durst ei eier eimer eltern erde essen essig fahrrad familie farbe fenster ferien flasche fleisch
      frühstück fuge garten gast gasthof gastgeber gäste gebühr gemüse geschirr gesundheit gewürz glas großmutter
      großvater hammer hausmeister haushalt haut hemd herd holz honig hotel hund insel jacke kaffee kanal kartoffeln
      kasse katze kellner kerze kind kinder kindheit kissen kleber kleid knoblauch koch kochen kräuter kuchen küche
      kühlschrank kunde leim löffel matratze meer mehl messer miete mieter milch mutter nadel nudeln obst ofen öl oma
      opa pfanne pfeffer pflanze pinsel protokoll putzen rast rechnung reis reise restaurant rezept rucksack rückgabe
      sahne salz samen schlaf schlafen schlüssel schraube schrauben schublade schuhe schüssel see seife sessel sitzung
      sofa sohn speise stadtbummel stille stoff strand stuhl suppe tasche tee teig teller tochter topf tür urlaub
      vater vermieter vermieterin versammlung wald wand wanderung wandern wäsche wasser wein werkstatt werkzeug
      wohnung wolle zahnarzt zimmer zimt zucker zutaten zwiebel zwiebeln`),
  categories: {
    technology:
      listed(`akku algorithmus android anwendung app apps batterie betriebssystem benutzeroberfläche bildschirm bluetooth
      browser byte bytes chip cloud code computer cpu daten datenbank datensicherung datei digital display drucker
      elektronik entwickler entwicklung festplatte firmware framework funk gerät gigabyte github grafikkarte hacker
      handy hardware informatik infrastruktur installation internet ios javascript kamera kernel ki kopfhörer
      künstliche laptop linux lora maschinenlernen mikrocontroller modul monitor netzwerk notebook online open-source
      patch pc plattform platine plugin postgresql programm programmieren programmierer programmierung protokolle
      prozessor python quellcode rechner repositorium roboter router rust schaltplan schaltung schnittstelle
      schwachstelle script sensor server sicherheitslücke sicherung skript smartphone software speicher sql startup
      stromverbrauch tabelle tablet tastatur technik technologie thermometer touchscreen update upgrade usb
      verschlüsselt verschlüsselung virtuell webseite website windows wlan adapter aktualisierung anmeldung antenne
      authentifizierung automatisierung backup befehl befehlszeile benutzer benutzerkonto commit container cloudserver
      dateien datenschutz datenverlust e-mail e-reader elektroniker elektroschrott empfänger fehlermeldung fernseher
      fernwartung fingerabdruck ladegerät ladekabel lautsprecher ladestation leiterplatte löten mail maus messwert
      netzteil nutzer nutzerin ordner passkey passwort passwörter phishing platte ram saugroboter smart-home spannung
      staubsauger steckdose steuerung suchmaschine tabellen thermostat uhr usb-c verzeichnis videokonferenz
      warteschlange web wiederherstellung zugang zwei-faktor`),
    entertainment:
      listed(`album autor band bestseller bühne cd comedy comic darsteller darstellerin dokumentation drehbuch episode fantasy
      fernsehen fernsehserie festival film filmfest filmkritik filmmusik folge gamer gaming genre gitarre
      hauptdarsteller hauptdarstellerin hauptrolle hit horror hörspiel inszenierung kino kinostart komödie konsole
      konzert krimi künstler leinwand lied lieder melodie musical musik musiker musikerin nintendo oper orchester
      playstation podcast premiere publikum puzzle rapper regie regisseur regisseurin rock roman sänger sängerin
      schauspieler schauspielerin serie serien single song songs soundtrack spiel spiele spieler spielfilm staffel
      star stream streaming theater theaterstück thriller tournee trailer tv unterhaltung videospiel videospiele xbox
      zuschauer aufführung ausstellung autoren autorin brettspiel buch bücher charakter choreografie chor debüt
      dichter dialog dialoge dramaturgie drehort ensemble erzähler erzählung ermittlerin erzählt fernsehfilm figur
      figuren filmemacher folgen galerie geschichten gesellschaftsspiel handlung hauptfigur held heldin jazz kamera
      kapitel klassik kommissar kommissarin komponist konzerte kriminalroman kulisse kunst leser leserin lesung
      literatur lyrik mörder museum novelle orgel partie plattenladen refrain rolle rollen saal schauspiel
      schriftsteller schriftstellerin spannung spielbrett spielregeln stimme stück szene szenen theaterabend tänzer
      tonspur verfilmung verlag violine würfel zuschauerin`),
    news: listed(`abgeordnete abgeordneter angeklagte angeklagter angriff anschlag arbeitslosigkeit außenminister bekanntgab
      behörde behörden bericht bevölkerung brand bundeskanzler bundesregierung bundesstraße bundestag bundeswehr bund
      bürgermeister bürgermeisterin demonstration demonstranten einsatzkräfte erdbeben ermittlungen ermittler
      evakuiert explosion festgenommen feuerwehr flüchtlinge forderte gemeinderat gericht geräumt gesetz gewerkschaft
      haushalt hochwasser inflation innenminister justiz kabinett kanzler koalition konflikt krieg krise landkreis
      landrat landtag minister ministerin ministerium ministerpräsident mitteilte mittwoch mittwochabend nachrichten
      notruf opposition parlament partei parteien pegel polizei präsident protest referendum regierung rettungskräfte
      sprecher sprecherin staatsanwaltschaft stadtrat steuer steuern streik teilte tote unfall unwetter urteil
      verhandlungen verkehrsministerium verletzte verletzt wahl wahlkampf waffenruhe wähler dienstag donnerstag
      freitag montag abschied abstieg amt angaben ankündigung anwohner arbeitsplätze athleten aufstieg ausfall bahn
      ball bewohner biologe biologen biologin bisherige bundesland bundesliga bürger bürgerinitiative einwohner
      elfmeter entdeckt entdeckung entwurf evakuierung fachleute fans feuerwehrleute finale firma forscher forscherin
      forscherinnen forschung forschungsteam förderung fußball gegner gemeinde gewerbesteuer gewinn gold goldmedaille
      halbfinale halbzeit handball heimspiel helfer hitze hochschule insolvenz institut investitionen jobs jobverlust
      kilometer klinik klimawandel kommune kommunen kosten krankenhaus kreis kreistag labor laut liga mannschaft
      mehrheit meister meisterschaft meldete millionen minute mitarbeiter mitarbeiterinnen nationalmannschaft
      niederlage patienten personal pokal projekt prozent punkte quartal rat rathaus rekord rennen retter rettung
      sanierung saison schiedsrichter schließung schule schüler sieg sieger sport sportler spital spieltag stadion
      stadt standort statistik stellenabbau studie stürmer suche tabelle team tier tierart temperaturen titel tor tore
      torwart trainer treffer turnier umwelt universität unternehmen untersuchung verband verein verkehr verletzten
      vermisste veröffentlicht volksentscheid vorstand wettkampf wissenschaftler wissenschaftlerin
      wissenschaftlerinnen zahl zeuge zeugen zug zustimmung`),
    social:
      listed(`abonnenten anyone beitrag bitte danke dm euch eure euren facebook follower freunde gepostet glückwunsch gruppe
      haha hallo hashtag hey hilft influencer instagram kommentar kommentare leute lg lol meldet nachbarn
      nachbarschaft nachricht post posten profil schaut schreibt selfie story teilen teilt tiktok timeline tweet
      twitter ihr whatsapp`),
  },
};
