import type { SubjectWords } from "../language-words.ts";
import { listed } from "../language-words.ts";

export const FRENCH_SUBJECTS: SubjectWords = {
  everyday:
    listed(`abricot ail aiguille ampoule appartement arbre arroser assiette bagages bain balade balai banc beurre bière blé
      boîte bois bol bouillon bougie bouquet bouteille branche branches café cafetière caisse calme campagne canapé
      carottes casserole chaise chambre chat chaussures chemin chemise chien ciseaux citron clé clef client clou
      coudre couette coupe-vent courgette courses cousin couteau couture couvercle crème cuiller cuisine cuisson cuire
      coutume dentiste déjeuner dessert dîner dos draps enfance enfants épices escalier escapade étagère évier famille
      farine fenêtre feuilles fleurs forêt four fourchette fraises frigo fromage fruit fruits gâteau gourde goût
      grand-mère grand-père graines habitude herbes horloge hôtel huile île jambes jardin jardinage joint lait lampe
      légumes lessive levure lit locataire loyer lunettes madame maison maman marteau matelas médecin menu mer meubles
      miel monsieur montagne mouton mur nappe neveu noix nourriture odeur œuf œufs oignon oignons oreiller outil
      outils pain panier papa papier parents patience pâte pâtes pelle perceuse plage plante plantes plat plombier
      pluie poêle poire poisson poivre pomme pommes porte pot potager poulet promenade quartier randonnée rangement
      réception recette recettes rendez-vous repas restaurant réparer réunion rideau riz robe robinet roue rue sable
      sac salade salon sauce savon sel sentier serviette siège silence soeur sœur sol sommeil soupe sucre syndic
      tablier tasse terre thé tissu tomates tournevis tuyau vacances vaisselle valise vélo verre vin vinaigre vis
      voisinage voyage voyageur`),
  categories: {
    technology:
      listed(`algorithme android antivirus appareil appli application applications applis apps artificielle batterie
      bibliothèque bogue bluetooth cache capteur chiffrement clavier client cloud code compilateur connexion conteneur
      correctif cybersécurité données développeur développeuse disque électronique fichier firmware fonctionnalité
      framework github gigaoctet hacker hébergement hébergeur identifiant imprimante informatique infrastructure
      interface internet ios javascript journaux kernel latence libre licence linux logiciel logiciels matériel
      mémoire messagerie microcontrôleur micrologiciel migration milliseconde mobile module mot-clé moteur navigateur
      noyau numérique octet open-source ordinateur paramètre pare-feu patch phishing pilote pixel plateforme plugin
      portable postgresql prise processeur programmation programme programmeur protocole python rançongiciel requête
      requêtes réseau réseaux robot routeur rust sauvegarde sauvegardes script serveur serveurs smartphone source sql
      stockage système tablette tech technologie téléchargement télécharger téléphone terminal usb utilisateur
      utilisateurs version virtuel virus vulnérabilité web wifi wi-fi windows écran adaptateur antenne
      authentification automatisation autonomie base biométrie cartouche casque charge chargeur commande compte
      compilation copie courriel dépôt disques dossier écouteurs écrans électronicien enceinte faille failles fonction
      format gps hackers imprimantes index installation logs mises-à-jour mise-à-jour migrer montre nas notifications
      onduleur options ordinateurs passkey piratage pirate port ports pilotes puce ram recharge redémarrage répertoire
      réplication restauration scanner sécurité sources souris spam stick synchronisation table tables usb-c variable
      visioconférence volt`),
    entertainment:
      listed(`acteur acteurs actrice album animation artiste auteur autrice bande billetterie cd chanson chansons chant
      chanteur chanteuse cinéaste cinéma cinémas clavecin comédie comédien comédienne compositeur concert console
      conte danse dessinateur disque documentaire dramatique écrivain écrivaine épisode épisodes exposition
      fantastique festival fiction film films genre groupe guitare héros héroïne horreur humoriste interprète intrigue
      jeu jeux jouer joueur joueurs lecture lecteurs livre livres long-métrage manga mélodie metteur montage musée
      musicien musicienne musique narration nintendo opéra orchestre palmarès personnage personnages pièce piste
      playstation plateau podcast polar première protagoniste public rappeur réalisateur réalisatrice refrain rôle
      roman romancier romancière saison scénario scénariste scène scènes série séries single sortie spectacle
      spectateur spectateurs suspense télévision théâtre thriller titre tournage tournée tome trilogie vidéo xbox
      écran adaptation ballade bédé cadrage chapitre chapitres comique chœur conteur couplet critique dé dés danseur
      danseuse dialogue dialogues distribution éditeur éditions enquêteur énigme énigmes ensemble exposé fanfare
      fauteuil feuilleton galerie histoires image images interprétation jazz joueuse lecteur lectrice littéraire
      littérature meurtre mélancolie mystère narrateur narratrice nouvelles œuvre page pages peintre peinture
      photographie poème poèmes poésie poète projection quête récit récits salle salles spectacles tableau tableaux
      théâtral titres tragédie vinyle violon virtuose voix`),
    news: listed(`accord accusé adjoint affirmé annoncé annonce arrêté association autorité autorités bilan blessés budget
      campagne candidat candidate catastrophe collectivité commission commune conférence conflit congrès conseil
      conseillers crise déclaré démission département députée député députés dirigeant dégâts direction économie
      économique élection élections élus enquête enquêteurs état évacué évacués expliqué explosion frontière
      gendarmerie gendarmes gouvernement grève grévistes guerre habitants hausse hôpital hospitalisé impôt impôts
      incendie indiqué inflation inondation interpellé investissement juge jugement justice jury lancé loi magistrat
      mairie maire manifestants manifestation ministère ministre mobilisation morts municipal municipale municipalité
      national nationale négociations officiel opposition ouragan parlement parquet parti police policiers politique
      pompiers porte-parole préfecture préfet présidente président presse procès procureur projet protestation région
      régional réforme référendum réfugiés réunion riverains salariés sécheresse secours secrétaire sénat séisme
      statistique subvention syndicat syndicats taux témoin témoins tempête tribunal urgence usine verdict victimes
      vote voté lundi mardi mercredi jeudi vendredi accident actionnaires adversaire agence agents agriculteurs alerte
      ambition arbitre athlète athlètes augmentation ballon bénévoles biologiste biologistes but buts capitaine
      capture canton cause centre centre-ville championnat champion championne champions chercheur chercheurs
      chercheuse chiffres citoyens climat club collectif collision communauté communes concurrents construction
      coopérative coupe coureur créations d'emplois dégradation découverte défaite dépenses disparu disparus eau
      effectif égalisation emploi emplois ennemi entraîneur entreprise équipe équipes espèce espèces étape étude
      examen expérience experts fédération fermeture finale financement finances foot football gardien gendarme graves
      hectares indice infrastructure institut intervenu inspection installation kilomètres laboratoire licenciements
      ligne ligue locaux match médaille médecins mesure mesures météo millions municipaux nageur observatoire océan
      ouvriers pêcheurs percuté personnel perturbations plan pluies pont populations pourcentage prévisions production
      public publique publiée qualification record recul recherche recherches rencontre repreneur responsable
      résultats revue rugby sauvetage sauveteurs scientifique scientifiques score secteur service sportif stade
      subventions suppression sélection terrain territoire titre tournoi transport transports travaux trimestre tué
      universitaire université vainqueur victoire victorieux ville virage volontaires zone élève établissement`),
    social:
      listed(`abonnés amis anniversaire bisous bonjour bravo cadeau câlins coucou commentaire commentaires copains copines
      contact dm entraide facebook félicitations fête followers gens groupe hashtag hello influenceur instagram lol
      mdr merci message moi mp partage partagez photo photos post poster profil publication quelqu'un quartier salut
      selfie snap soirée story suivez svp tiktok tweet tweets twitter voisin voisine voisins vous whatsapp`),
  },
};
