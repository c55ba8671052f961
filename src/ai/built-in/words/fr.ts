import type { LanguageWords } from "./language-words.ts";
import { listed, setOf } from "./language-words.ts";
import { FRENCH_SUBJECTS } from "./subjects/fr.ts";

export const FRENCH: LanguageWords = {
  stopWords:
    setOf(`a à afin ah ai aie aient ailleurs ainsi ait alors après as assez au aucun aucune aujourd'hui auparavant auprès
    auquel aura aurai auraient aurait auras aurez aurons auront aussi aussitôt autant autour autre autrefois
    autrement autres autrui aux auxquelles auxquels avaient avais avait avant avec avez aviez avions avoir avons
    ayant beaucoup bien bientôt c ça car ce ceci cela celle celle-ci celles celui celui-ci cent cependant certain
    certaine certaines certains ces cet cette ceux chacun chacune chaque chez ci cinq cinquante comme comment contre
    d dans davantage de dedans dehors déjà delà demain depuis derrière des dès désormais desquelles desquels dessous
    dessus deux devait devant devra devrait devrons devront dire dit divers diverses dix doit doivent donc dont
    douze du dû duquel durant elle elle-même elles en encore enfin ensemble ensuite entre environ es est et étaient
    étais était étant été êtes être eu eue eut eux eux-mêmes faire fais faisait fait faite faites font fois furent
    fus fut grâce guère hé hélas hier hormis hors huit ici il ils j jamais je jusqu jusque juste l la là là-bas
    laquelle le lequel les lesquelles lesquels leur leurs loin longtemps lors lorsqu lorsque lui lui-même m ma
    maintenant mais malgré me même mêmes merci mes mien mienne mieux mille million millions milliard milliards moi
    moi-même moins mon moyennant n ne néanmoins neuf ni non nos notamment notre nôtre nous nous-mêmes nul nulle on
    ont onze or ou où oui outre par parce parfois parmi partout pas pendant per personne peu peut peut-être peuvent
    peux plupart plus plusieurs plutôt point pour pourquoi pourra pourrait pourraient pourtant pouvait pouvaient
    pouvez pouvoir pouvons près presque premier première puis puisqu puisque qu quand quant quarante quasi quatre
    quatrième que quel quelconque quelle quelles quelqu quelque quelques quels qui quiconque quoi quoique rien s sa
    sans sauf se second seconde seize selon sept sera serai seraient serait seras serez serons seront ses seul seule
    seulement seuls si sien sienne sinon sitôt six soi soi-même soient sois soit soixante sommes son sont sous
    souvent soyez suis sur surtout t ta tandis tant tantôt tard te tel telle tellement telles tels tes toi ton tôt
    toujours tous tout toute toutefois toutes treize trente très trois troisième trop tu un une uns va vas venir
    vers veut veulent veux vingt voici voilà vont vos votre vôtre vous vous-mêmes voulait voulu vraiment y yeux zéro
    etc via ok chose choses ceux-ci celles-ci là-dessus quelqu'un quelques-uns n'est c'est`),
  weakWords:
    setOf(`accepte accepter accord achat acheté acheter adore affaire affaires âge aider aime aimé aimer ainsi ajoute
    ajouté ajouter aller allé allez allons année années an ans août apparaît appelle appeler appelé apporte apporter
    apprendre appris après-midi arrive arrivé arriver arrivent attend attendre attendu attention aucun avance avis
    avril bas base basse beau beaux bel belle belles besoin bien bon bonne bonnes bons bout bref but carré cas cause
    centaine centaines centimes centimètres certes changé changement changer cherche chercher chaud chaude chaque
    cher chère clair claire commence commencé commencent commencer complet complète compte compter comprend
    comprendre compris concerne connaît connaître connu conseille conseiller contient continue continuer côté coup
    courant court courte coûte coûter coût couleur croire croit crois debout début décembre décide décidé décider
    degré degrés demande demandé demander demi demie dernier dernière derniers dernières devenir devenu devient
    devoir différence différent différente différents difficile dimanche dirait direction disent donne donné donnée
    donner donnent droite dure durée durer écrire écrit effet également encore endroit enlever entier entière entre
    entrée entrer envie envoyer espère espérer essayé essayer étape état euro euros eux évident exactement exemple
    existe expliqué explique expliquer extrait façon facile faible faim faisant faut faudra faudrait façons femme
    femmes fête février fille filles fils fin final finale finalement finir fini foi fond forme formes fort forte
    forts fortes froid froide garçon garde garder gauche genre gens grand grande grandes grammes gramme grands gros
    grosse groupe habitude haut haute hauteur heure heures heureusement histoire hiver homme hommes idée important
    importante impossible indique indiquer installé intérieur janvier jeu jeudi jeune jeunes joli jolie jour journée
    journées jours juillet juin jusque juste kilo kilogrammes kilomètre kilomètres kilos laisse laissé laisser large
    largement lendemain lent lentement lettre lieu lieux ligne lire lit litre litres livre loin long longue longs
    lundi main mains mal manière manque marche mardi mars matin matinée mauvais mauvaise mauvaises meilleur
    meilleure meilleurs même mentionne mercredi met mètre mètres mets mettez mettre mi-temps milieu minute minutes
    mis mise mode moi moindre mois moment moments monde mort mot mots moyen moyenne naturellement nécessaire neuf
    neuve niveau nom nombre nombreuses nombreux nommé normal nouveau nouveaux nouvelle nouvelles novembre nuit
    numéro objet octobre ordre ouvert ouverte ouvrir page paraît pareil parfait parle parler part partie parties
    partir passe passé passer passant payer peine pense penser perdre perdu permet permettre petit petite petites
    petits peur pièce pied place plaisir plein pleine plan porte porter pose posé poser possible possibles pourcent
    pouvoir précis précise précisément prend prendre prenez prends pris prise prix préféré premiers premières
    prépare préparer présent présente présenter prévu prévue principal principale problème problèmes prochain
    prochaine proche produit propose proposé proposer propre puis printemps quart quelque question questions
    quinzaine quitte quitter raison raisons rapide rapidement rappelle reçoit recevoir reçu regarde regarder remis
    remettre rend rendre rentrer réponse répond répondre répondu rendu reste resté rester restent retour retrouve
    retrouver réussi réussir rêve revenir revient revoir rue sais sait samedi savoir savez savent semaine semaines
    semble sembler sens sent sentir septembre seconde secondes sert servi servir seul siècle signe simple simplement
    soin soir soirée somme sorte sortie sortir souhait souhaite soudain souvenir suite suivant suivante suivi suivre
    suivent sujet sûr sûre table taille tard tel temps tenir tenu terme termine terminé tient tire tirer tombe tombé
    tomber tonne tonnes total totale totalement toucher tour tourner tranquille travail travaille travailler trouve
    trouvé trouver trouvent type unique usage utile utilise utilisé utiliser valeur vaut veille vendre vend vendu
    vendredi venu vérité version vie vieille vieux vient viennent ville vite vitesse vivre vois voir voit voient
    voix voudrait vrai vraie vu vue week-end zone monsieur madame mademoiselle ajoutez faites versez mélangez
    laissez coupez été automne cuillère cuillères dizaine dizaines douzaine accès acte action activité adresse air
    aide ambiance annonce apparence appareil appareils arrivée article aspect atmosphère attente auteur avenir
    avantage bilan billet bonheur bureau bénéfice cadre capacité caractère carte catégorie centre cercle chance
    chiffre choix circuit client clients code commande comparaison comportement condition conditions conseil contact
    contenu contrôle copie corps date directeur document dossier défaut détail détails développement élément
    éléments employé emploi équipe équipement erreur espace estimation établissement étage étude étudiants événement
    examen exercice expert experts expérience face facteur famille figure fonction fonctionnement format front
    garantie grandeur guide habitants hasard image images impact industrie information informations intérêt langue
    liste lien machine maison maître marque matériel matière mémoire membre membres message messages mesure mesures
    méthode modèle mouvement mère note nouveauté numéros objectif objets occasion offre opération opinion option
    options organisation origine pages papier parents paragraphe participant participants patron pays période
    personnage personne personnes père phase phrase pièces plans pluie point points population position possibilité
    poste pratique présence pression processus production produits programme projet proposition public publicité
    qualité quantité rang rapport rapports recherche réaction réduction région règle règles relation remarque
    rencontre réseau responsable ressource ressources résultat résultats risque rôle saison salle score section
    secteur sécurité service services seuil situation société solution sortes source stade structure style succès
    surface système tableau tâche taux technique température tête texte titre ton tradition trait travaux usager
    usagers valeurs vidéo visite visiteur visiteurs vitre volume vent réunion séance suffit nécessaires`),
  joiners: setOf("de du d' des à"),
  dullEndings: [
    "amment",
    "emment",
    "ivement",
    "alement",
    "ellement",
    "eusement",
    "ièrement",
    "ablement",
    "iblement",
    "iquement",
    "ètement",
    "aient",
    "ait",
    "èrent",
    "irent",
    "urent",
    "eront",
    "erons",
    "erez",
    "ez",
    "era",
    "ira",
    "iser",
    "ifier",
    "ssent",
  ],
  clitics: setOf("je tu il elle on nous vous ils elles ce moi toi lui le la les leur y en là ci"),
  determiners:
    setOf(`le la les l' un une des du de d' au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos
    leur leurs chaque quelques plusieurs deux trois quatre cinq six sept huit neuf dix cent mille quel quelle sans
    en par`),
  verbSigns:
    setOf(`je j' tu il elle on nous vous ils elles qui ne n' se s' me m' te t' ai as a ont avons avez avait avaient aurait
    peut peuvent doit doivent va vont faut pas jamais y fait pour`),
  cues: setOf(`conclusion résumé bref bilan résultat cause leçon recommande conseille solution décision décidé accord annonce
    annoncé important essentiel disponible finalement`),
  positive:
    listed(`bonheur contente heureux heureuse ravie content mieux-être adorable aime aimons savoure réjouit fête célèbre
    gagne remporte remporté récompense sauvée sauvé réussir meilleure bon bonne abordable accessible accueillant
    accueillante admirable adore adoré adorons agréable aimable aimé amélioration améliore ami amitié amour amusant
    apaisant appréciable apprécie apprécié astucieux attachant attentif attentionné attrayant audacieux authentique
    beau beauté bénéfique bienveillant bienvenue bijou bonté bravo brillant captivant célébrer chaleureux chance
    charmant charme chef-d'œuvre compétent complice confiance confortable convaincant convivial copieux courage
    courageux créatif croustillant délicat délice délicieux dévoué divin douceur durable dynamique éblouissant
    efficace élégant émerveillé émouvant ému enchanté enchanteur encourageant enthousiasmant enthousiasme
    enthousiaste épatant équilibré espoir excellent exceptionnel excitant exemplaire exquis extraordinaire fabuleux
    fameux fantastique fascinant favori félicitations félicite fiable fidèle fier fierté formidable fou-rire gagné
    gagner gai génial généreux gentil gentillesse gourmand gracieux grandiose gratitude habile harmonieux harmonie
    hilarant honnête honneur humour impeccable impressionnant impressionné inattendu incroyable indispensable
    ingénieux innovant inoubliable inspirant intelligent intéressant intuitif inventif irréprochable joie joli
    joyeux jubilatoire judicieux lumineux magique magistral magnifique maîtrisé majestueux malin mémorable merci
    merveille merveilleux motivé noble optimiste paisible parfait passionnant passionné performant plaire plaisant
    plaisir plaît poétique poignant positif précieux radieux raffiné rassurant rassuré ravi ravissant recommande
    recommandé reconnaissant réconfort réconfortant réjouissant remarquable remercie reposant respectueux réussi
    réussite revigorant riant rire robuste romantique satisfaction satisfaisant satisfait savoureux sécurité
    sensationnel serein serviable silencieux sincère soigné soigneux solidaire somptueux soulagé soulagement
    souriant sourire soutien spectaculaire splendide stimulant subtil succès succulent super superbe sympa
    sympathique talent talentueux tendre tendresse tranquille triomphe valable vaillant victoire volontiers`),
  negative:
    listed(`moche déçue déçoit décevante déplore dénonce inquiète souffrent ennuie agace rate gâche cassée trahie pleure
    retard problème perdu chère effondre ferme abandon abandonné abîmé absurde abus accident accusé affreux agacé
    agaçant agressif aigre alarmant amer angoisse angoissant anxieux appauvri arnaque arrogant assassiné atroce
    attaque attentat atterré bâclé blessé blessés blessure boue brutal bruit bruyant cassé catastrophe
    catastrophique cauchemar choc choquant colère compliqué confus conflit contrariant corruption crainte craindre
    crime crise cruel danger dangereux débordé déception décevant déçu défaillance défaillant défectueux dégât
    dégâts dégoût dégoûtant dégradé délit déplorable déprimant déprimé désagréable désastre désastreux désespéré
    désolant désolé désordre détérioré détestable déteste détesté détruit dette deuil difficile difficulté
    discrimination dommage douleur douloureux douteux dramatique drame échec échoué éclaboussé effondré effondrement
    effrayant effroyable égoïste endommagé ennui ennuyeux ennuyer énervant énervé enterrement épouvantable épuisant
    épuisé escroquerie évacué excessif explosion exécrable fâché fade faible faillite fautif faux fatal fatigant
    fatigue fatigué fissure fléau fraude frustrant frustration frustré furieux gâché gâchis galère gêne gênant grave
    grincheux grossier guerre haine hideux honte honteux horreur horrible hostile humiliant humilié hurler ignoré
    imbécile impasse impatient impoli impossible inacceptable inadmissible incapable incendie incohérent incompétent
    inconfortable indigeste indigne indigné indignation inefficace infernal injuste injustice inondation inquiet
    inquiétant inquiétude insatisfait insécurité insuffisant insulte insultant insupportable interminable inutile
    invivable irrespect irresponsable irritant lamentable larmes lassant lenteur licenciement longueurs lugubre
    malade maladie maladroit malaise malchance malheur malheureux malheureusement malhonnête mauvais mécontent
    médiocre mensonge menace menacé menteur mépris méprisant mesquin minable misérable misère monotone monstrueux
    mort mortel morts naufrage navrant navré négatif négligé négligence nerveux nuisible nul obsolète odieux panique
    panne pannes pénible pénurie perte perturbé peur pire pitoyable plainte plaindre pleurer pollué pollution
    précaire prétentieux ravage raté refus refusé regret regrette regrettable rejet repoussant reproche répugnant
    révoltant ridicule rude ruine ruiné rupture sang scandale scandaleux sinistre souci souffrance souffre souffrir
    stress stressant stupide surfait surcoût tort toxique tragédie tragique trahi trahison triste tristesse trompé
    trompeur trouble tué tués vain vétuste victime victimes vieillot violence violent volé voleur vulgaire`),
  praise: [
    "je recommande",
    "on recommande",
    "vaut le détour",
    "vaut la peine",
    "coup de cœur",
    "à ne pas manquer",
    "à ne pas rater",
    "cinq étoiles",
    "mille mercis",
    "merci à",
    "un grand merci",
    "je suis ravi",
    "un régal",
    "chapeau",
    "à recommander",
    "on y retournera",
    "j'y retournerai",
    "quel bonheur",
    "ne le regrette pas",
    "les yeux fermés",
  ],
  blame: [
    "à éviter",
    "à fuir",
    "plus jamais",
    "je déconseille",
    "déconseillé",
    "ne recommande pas",
    "perte de temps",
    "perte d'argent",
    "une étoile",
    "ras-le-bol",
    "ne fonctionne plus",
    "ne marche plus",
    "ne marche pas",
    "ne fonctionne pas",
    "tombé en panne",
    "aucune réponse",
    "sans réponse",
    "pas une excuse",
    "n'y retournerai",
    "passez votre chemin",
    "quel gâchis",
    "remboursement",
  ],
  contrasts: setOf("mais pourtant cependant"),
  negations: setOf("ne n' pas jamais ni sans aucun aucune rien personne guère non"),
  intensifiers:
    setOf(`très trop si tellement vraiment extrêmement absolument totalement complètement incroyablement particulièrement
    profondément plus franchement parfaitement hyper super`),
  leaning:
    setOf(`il elle ils elles ce cela ça ces cette cet celui celle ceux mais et ainsi alors aussi son sa ses leur leurs
    pourtant cependant donc sinon en y or ou puis ensuite lui`),
  abbreviations:
    setOf(`m mm mme mmes mlle mlles dr pr prof me st ste av bd boul etc p pp ex cf éd vol chap fig n no art env min max tél
    ca apr s.a s.a.r.l sté janv févr avr juil sept oct nov déc lun mar mer jeu ven sam dim`),
  furniture: [
    "cookie",
    "politique de confidentialité",
    "mentions légales",
    "conditions d'utilisation",
    "conditions générales",
    "tous droits réservés",
    "aller au contenu",
    "activer javascript",
  ],
  labels: [
    "newsletter",
    "lettre d'information",
    "infolettre",
    "se connecter",
    "s'inscrire",
    "s'abonner",
    "abonnez-vous",
    "lire la suite",
    "à lire aussi",
    "articles similaires",
    "partager sur",
    "suivez-nous",
    "publicité",
  ],
  firstPerson: setOf(`je j' j me m' m moi mon ma mes nous notre nos mien mienne`),
  reporting: setOf(
    `déclaré annoncé affirmé indiqué précisé expliqué selon confirmé assuré souligné rapporté estime déclare annonce
    affirme indique précise explique`,
  ),
  ...FRENCH_SUBJECTS,
};
