import type { LanguageWords } from "./language-words.ts";
import { listed, setOf } from "./language-words.ts";
import { GERMAN_SUBJECTS } from "./subjects/de.ts";

export const GERMAN: LanguageWords = {
  stopWords:
    setOf(`gestern heute vorgestern übermorgen abends nachts ab aber alle allein allem allen aller allerdings alles als
    also am an andere anderem anderen anderer anderes ans auch auf aufs aus außer außerdem bald bei beide beiden
    beim bereits bevor bin bis bisher bist da dabei dadurch dafür dagegen daher dahin damals damit danach daneben
    dann daran darauf daraus darf darin darüber darum darunter das dass davon davor dazu dein deine deinem deinen
    deiner dem demnach den denen denn dennoch der deren des deshalb dessen desto deswegen dich die dies diese
    dieselbe diesem diesen dieser dieses dir doch dort du durch durfte dürfen eben ebenso ehe eher eigentlich ein
    eine einem einen einer eines einige einigen einiger einmal entweder er es etwa etwas euch euer eure eurem euren
    eurer falls fast ferner folglich für fürs ganz ganze ganzen gar gegen gegenüber genau gerade gern gerne gewesen
    hab habe haben habt hast hat hatte hatten hätte hätten her hier hin hinter hinterm ich ihm ihn ihnen ihr ihre
    ihrem ihren ihrer ihres im immer in indem ins inzwischen irgend ist ja je jede jedem jeden jeder jedes jedoch
    jemand jene jenem jenen jener jenes jetzt kann kannst kaum kein keine keinem keinen keiner können könnte könnten
    konnte konnten lang längst lassen lässt lediglich man manche manchem manchen mancher manchmal mehr mein meine
    meinem meinen meiner meist meisten mich mir mit mittlerweile möchte möchten muss müssen musste mussten nach
    nachdem nächste nächsten nachher neben nein nicht nichts nie niemals niemand nirgends noch nun nur ob oben oder
    oft ohne per pro rund schon sehr sein seine seinem seinen seiner seines seit seitdem selber selbst sich sie sind
    so sobald sodass sogar solange solche solchem solchen solcher soll sollen sollte sollten sondern sonst sowie
    sowohl statt stets trotz trotzdem über überall überhaupt übrigens um und uns unser unsere unserem unseren
    unserer unter viel viele vielen vieler vielleicht vom von vor vorher während wann war waren warst warum was
    weder wegen weil weiter weitere weiteren welche welchem welchen welcher welches wem wen wenig wenige weniger
    wenn wer werde werden wessen wie wieder wieso will wir wird wirklich wo wobei wofür woher wohin wohl wollen
    wollte womit woran worden wurde wurden würde würden zehn zu zuerst zuletzt zum zunächst zur zurück zusammen zwar
    zwei drei vier fünf sechs sieben acht neun elf zwölf zwanzig dreißig hundert tausend zwischen letzte letzten
    ersten erste zweite zweiten dritte dritten`),
  weakWords:
    setOf(`abend anfang angabe angaben anderes anteil antwort arbeit art aufgabe auftrag beginn beispiel bereich bericht
    besonders bild bilder blick cent dienstag ding dinge donnerstag einfall ende entscheidung ergebnis euro fall
    februar firma form frage fragen frau frauen freitag freund freunde frühjahr gedicht geld gesicht gewicht glück
    grad gramm größe grund gründe hälfte hand haupt haus häuser herbst herr herz hilfe idee jahr jahre jahren jahres
    januar juli juni kilo kilogramm kilometer kosten lage leben leute liter mai mal mann männer maß maße meinung
    meldung mensch menschen meter millimeter million millionen minute minuten mitte mittag mittwoch moment monat
    monate monaten montag morgen mädchen märz nacht nähe name namen november nummer oktober ort paar platz preis
    preise problem prozent punkt quadratmeter rest samstag satz schluss schritt seite seiten sekunde sekunden
    september sinn sommer sonntag stelle stück stunde stunden tag tage tagen tages tausend teil teile termin thema
    tipp tisch typ uhr unterschied vergangenheit version vormittag vorschlag wahl weg weile welt wert winter witz
    woche wochen wochenende wort worte wörter zahl zahlen zeit ziel zentimeter zweck april august dezember drittel
    gut neu groß klein lang kurz alt jung hoch gerät sachen sache dank anwesend abschnitt absicht adresse aktion
    aktivität alltag alter amt anfrage anlage anlass ansicht anspruch anzahl apparat artikel aspekt auskunft
    ausnahme auswahl bedarf bedeutung bedingung begriff bereiche besucher betreff betrieb bewohner bewegung
    beziehung breite buchstabe daten datum dauer dienst dienste direktor dokument druck ebene effekt eigenschaft
    einheit einsatz element entfernung entwicklung erfahrung erklärung experte experten fach familie farbe fehler
    feld fläche folge folgen format frist führung funktion gebiet gebäude gefahr gefühl gegend gegenstand gegenteil
    geschichte geschäft gesellschaft gespräch gruppe gruppen hersteller hinweis höhe information informationen
    inhalt institut interesse kapitel kategorie kind kinder kontakt kontrolle kopf körper kraft kreis kunde kunden
    lauf leistung leitung liste lösung luft macht mangel masse material meinungen menge merkmal methode mitarbeiter
    mitglied mitglieder mittel modell möglichkeit mutter nachricht nutzer objekt option ordnung original papier
    parameter partner person personen phase plan position produkt produkte programm projekt prozess qualität rahmen
    raum recht rede regel reihe reihenfolge richtung risiko rolle rückseite schule schülerinnen schüler sicht sitz
    situation sorte stand standard start status stern sterne stil strecke struktur stufe suche system szene tabelle
    team technik teilnehmer text ton treffen tiere umfang umgebung unternehmen ursache vater verantwortung verfahren
    verfügung vergleich verhalten verhältnis verlauf versuch vertreter vorteil wasser wechsel weise wirkung zeile
    zeichen zugang zusammenhang zustand zuschauer kleinen großen neue neuen alten ganzes`),
  joiners: setOf("ohne im"),
  dullEndings: [],
  clitics: setOf(""),
  determiners: setOf(""),
  verbSigns: setOf(""),
  cues: setOf(`fazit beschluss beschlossen ergebnis ursache lösung empfehle empfehlen entscheidend wichtig kurz insgesamt
    deshalb trotzdem entscheidung lehre vorgestellt veröffentlicht`),
  positive:
    listed(`lieblich liebt geliebt genießt freut gefreut freundlichkeit begeistert überrascht wohl gelingt geschafft feiern
    feierte jubelt jubelte rekord gerettet rettet dankt bravo hurra warm perfektes angenehm anmutig ansprechend
    atemberaubend aufmerksam aufregend ausgezeichnet ausgewogen außergewöhnlich beeindruckend beeindruckt
    begeisternd begeisterung behaglich bemerkenswert bequem bereichernd berührend bewegend bewundernswert bezaubernd
    brillant charmant danke dankbar dankeschön effizient ehrlich einfallsreich einfühlsam einladend einmalig
    einzigartig elegant empfehle empfehlenswert empfehlung entspannt entspannend entzückend erfolg erfolgreich
    erfreulich erfreut erfrischend ergreifend erleichtert erstaunlich erstklassig exzellent fabelhaft fair famos
    fantasievoll fantastisch farbenfroh faszinierend fehlerfrei feinfühlig fesselnd flott freude freudig freue
    freuen freundlich froh fröhlich fürsorglich gastfreundlich gefallen gefällt gelungen gemütlich genial genießen
    genossen genuss gerührt geschmackvoll gewonnen glänzend glück glücklich glückwunsch glorreich grandios
    gratulation großartig großzügig günstig gut harmonisch heiter herausragend herrlich herzerwärmend herzlich
    hervorragend hilfreich hilfsbereit himmlisch hinreißend hochwertig hoffnungsvoll höflich hübsch humorvoll
    imposant innovativ inspirierend interessant intuitiv jubel kinderleicht klasse klug komfortabel köstlich kostbar
    kreativ lachen langlebig lebendig lecker leidenschaftlich liebenswert liebevoll lieblings lob lohnend
    lohnenswert lustig magisch makellos meisterhaft meisterlich meisterwerk munter mutig mühelos nett nützlich
    originell perfekt pfiffig phänomenal poetisch prächtig preiswert prima raffiniert reibungslos reizend reizvoll
    robust romantisch rührend sanft scharfsinnig schmackhaft schön schönst sensationell sieg solide sonnig souverän
    spannend spaß spektakulär spitzenklasse stimmig stimmungsvoll stolz strahlend super sympathisch tadellos
    talentiert tapfer toll traumhaft treffend treu triumph überragend überwältigend überzeugend überzeugt umwerfend
    unschlagbar unterhaltsam unvergesslich verblüffend verlässlich vertrauenswürdig vielseitig virtuos vollkommen
    vorbildlich vortrefflich vorzüglich warmherzig wertvoll willkommen witzig wohltuend wunderbar wunderschön
    wundervoll wow zart zauberhaft zufrieden zuverlässig zuvorkommend`),
  negative:
    listed(`ärgert nervte enttäuscht gefährdet scheiterte gescheitert geschlossen schließung ausfall verlieren verlor
    debakel blamage sorge fehlt fehlen versäumt unverständlich wirkungslos nutzlos abstieg verletzte abraten
    abgeraten abscheulich abstoßend absturz abgestürzt aggressiv albern albtraum angst anstrengend ärger ärgerlich
    ärgern armselig arrogant attentat aufdringlich aussichtslos bedauerlich bedauern bedrohlich bedrohung
    beleidigend beleidigt belastend bereue bereuen beschädigt beschwerde besorgt betrogen betrug blöd brand brutal
    chaos chaotisch defekt demütigend depressiv dilettantisch dramatisch dreck dreckig drohen dumm dürftig düster
    ekelhaft elend entsetzen entsetzlich entsetzt enttäuschend enttäuschung erbärmlich ermordet erschöpft
    erschreckend erschüttert explosion falsch fatal fehlerhaft fehlgeschlagen feindselig flucht frech frust
    frustriert frustrierend furchtbar fürchten furcht gefahr gefährlich gelangweilt gestorben gestohlen getötet
    gewalt gewalttätig grässlich grausam grauenhaft grauenvoll hass hasse hassen hässlich hilflos hochwasser
    hoffnungslos horror ignoriert inakzeptabel inkompetent irritierend jämmerlich kaputt katastrophal katastrophe
    konflikt kraftlos krank krankheit kriegt krieg kriminell krise kritisiert kümmerlich lächerlich langweilig
    lästig leblos leider leiden lieblos lüge mangelhaft minderwertig miserabel missbrauch missglückt misslungen
    misstrauen mist mittelmäßig mord mühsam mühselig müde nachteil nachteilig nerven nervig nervt niederlage panik
    peinlich pleite plump problematisch qual quälend rücksichtslos ruiniert schade schaden schäden schäbig scham
    schämen scheitern schlampig schlecht schlechter schlimm schlimmer schlimmst schlimmste schmerz schmerzhaft
    schmutzig schock schockiert schockierend schrecklich schrott schuldig schwach schwerfällig schwierig sinnlos
    skandal skandalös störend stinkt stinken streit stur tod todesopfer tote toten tödlich töten traurig trauer
    trostlos trüb überteuert überfall übel überfordert umständlich unangenehm unbequem unbrauchbar unerträglich
    unfair unfall unfähig unfreundlich ungeduldig ungerecht unglück unglücklich unhöflich unmöglich unnötig
    unordentlich unruhe unsicher unsinn unverschämt unwürdig unzufrieden unzumutbar unzuverlässig verärgert
    verbrechen verdächtig verdorben vergeblich verletzt verloren verlust vermisst verschwendung verspätet versagt
    versagen verwirrend verzweifelt verzweiflung weinen wertlos widerlich wut wütend zerstört zerstörung zorn zornig
    zumutung zusammenbruch zweifelhaft zweitklassig`),
  praise: [
    "klare empfehlung",
    "kann ich nur empfehlen",
    "absolute empfehlung",
    "sehr zu empfehlen",
    "immer wieder gern",
    "jederzeit wieder",
    "lohnt sich",
    "freue mich",
    "freuen uns",
    "vielen dank",
    "herzlichen dank",
    "gut gemacht",
    "fünf sterne",
    "volle punktzahl",
    "gelohnt",
    "ans herz",
    "hat geklappt",
    "keine wünsche offen",
    "danke an alle",
  ],
  blame: [
    "nie wieder",
    "finger weg",
    "nicht zu empfehlen",
    "nicht empfehlen",
    "kann ich nicht empfehlen",
    "rate ab",
    "abzuraten",
    "lohnt sich nicht",
    "geld zurück",
    "ein stern",
    "geht gar nicht",
    "schon wieder",
    "funktioniert nicht",
    "keine entschuldigung",
    "im stich",
    "zum davonlaufen",
    "aufgegeben",
    "reicht es",
    "gibt auf",
    "kein wort",
  ],
  contrasts: setOf("aber doch jedoch dennoch trotzdem"),
  negations: setOf(
    `nicht kein keine keinen keinem keiner keines nie niemals ohne kaum weder nichts niemand nirgends keineswegs`,
  ),
  intensifiers:
    setOf(`sehr so wirklich extrem absolut total völlig unglaublich überaus höchst besonders äußerst richtig zu ungemein
    zutiefst`),
  leaning:
    setOf(`er sie es dies diese dieser dieses das aber und so dann also auch sein seine ihr ihre jedoch deshalb daher
    trotzdem dennoch doch oder damit dabei dafür darauf danach davon dazu dort da außerdem sonst seitdem`),
  abbreviations:
    setOf(`bzw ca dr prof hr fr nr str st usw etc z.b z u.a u d.h d i.d.r o.ä s.o s.u vgl evtl ggf inkl exkl max min mio
    mrd tel abs art bd ing dipl jh jhd geb gest bspw sog v n. chr allg zzgl vs co jan feb apr jun jul aug sep sept
    okt nov dez mo di mi do sa so`),
  furniture: [
    "cookie",
    "datenschutz",
    "alle rechte vorbehalten",
    "zum inhalt springen",
    "zum hauptinhalt",
    "javascript aktivieren",
  ],
  labels: [
    "newsletter",
    "impressum",
    "agb",
    "anmelden",
    "registrieren",
    "abonnieren",
    "mehr lesen",
    "weiterlesen",
    "das könnte sie auch",
    "artikel teilen",
    "folgen sie uns",
    "anzeige",
  ],
  firstPerson: setOf(
    `ich mich mir mein meine meinem meinen meiner meines wir uns unser unsere unserem unseren unserer`,
  ),
  reporting: setOf(
    `sagte sagt teilte erklärte berichtete betonte kündigte bestätigte laut forderte meldete hieß warnte zufolge
    mitteilte`,
  ),
  ...GERMAN_SUBJECTS,
};
