/**
 * Words that hold a sentence together in English, German, French, Spanish, Italian and Portuguese, folded: whoever types them
 * does not look for them. Words that also name a thing in one of the languages are left out.
 */
export const LITTLE_WORDS: ReadonlySet<string> = new Set(
  `a an the this that these those and or but nor if then than so as at by for from in into of off on onto out over to
  under up with without about after before between during through until i me my we us our you your he him his she her
  it its they them their who whom whose which what when where why how is am are was were be been being do does did done
  has have had having can could may might must shall should will would not no any some each every there here also just
  very more most much many few one get gets got getting
  der die das den dem des ein eine einen einem einer eines und oder aber wenn dann als wie wo wann warum wer wen wem was
  welche welcher welches ich du er sie es wir ihr mich mir dich dir sich uns euch ihm ihn ihnen mein meine dein deine sein
  seine unser unsere ihre ist bin bist sind seid wurde wurden wird werden habe hat haben hatte kann konnen muss mussen
  soll sollen will wollen nicht kein keine auch nur noch schon sehr mehr zu zum zur von vom mit ohne bei beim nach vor aus
  auf an am im uber unter durch fur gegen um bis seit zwischen dass ob so da hier dort
  le la les un une du de et ou mais si que qui quoi dont quand comment pourquoi je tu il elle nous vous ils elles mon ma
  mes ton ta tes son sa ses notre votre leur ce cet cette ces est sont etait avec sans dans sur sous pour par chez pas ne
  plus tres aussi au aux
  el los las una unos unas del y o pero cuando como donde por para con sin sobre entre yo tu ella nosotros mi su sus este
  esta estos estas es son era no mas muy al lo se
  il lo gli uno di da con su per tra fra che chi cosa come dove perche io lui lei noi voi loro mio mia suo sua questo
  questa e sono era non piu molto al alla allo dal dalla nel nella sul sulla
  os as um uma do da dos das em no na nos nas com sem sobre entre eu ele ela eles elas meu minha seu sua isto este esta e
  sao foi nao mais muito ao`.split(/\s+/u),
);
