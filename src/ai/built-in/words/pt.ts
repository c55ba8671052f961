import type { LanguageWords } from "./language-words.ts";
import { listed, setOf } from "./language-words.ts";
import { PORTUGUESE_SUBJECTS } from "./subjects/pt.ts";

export const PORTUGUESE: LanguageWords = {
  stopWords:
    setOf(`a à abaixo acaso acerca acima adiante agora aí ainda alem além algo alguém algum alguma algumas alguns ali ante
    anteontem antes ao aonde aos apenas após aquela aquelas aquele aqueles aqui aquilo as às assim até atrás através
    bastante bem breve cá cada caso cem cento certa certas certo certos cerca cinco cinquenta com como comigo
    conforme conosco connosco consigo contigo contra contudo cuja cujas cujo cujos da dá daí dali daquela daquele
    daqui das de debaixo dela delas dele deles demais dentro depois desde dessa dessas desse desses desta destas
    deste destes deve devem deverá devia dez dezasseis dezesseis dia diante disso disto do dois doze dos duas
    durante e é eis ela elas ele eles em embora enquanto então entre entretanto era eram éramos és essa essas esse
    esses esta está estamos estão estar estará estas estava estavam estávamos este esteja estes esteve estive
    estiver estiveram estou etc eu excepto exceto faz fazem fazer fazia feita feitas feito feitos fez fiz fizeram
    foi fomos for fora foram fosse fossem fui graças não há haja havia haver haviam hei hoje houve inclusive inteiro
    isso isto já jamais junto la lá lhe lhes lo logo longe mais mal mas me mediante meia meio menos mesma mesmas
    mesmo mesmos meu meus mil milhão milhões mim minha minhas muita muitas muito muitos na nada nas nela nele nem
    nenhum nenhuma nessa nesse nesta neste ninguém nisso nisto no nos nós nossa nossas nosso nossos noutra noutro
    nove num numa nunca o obrigada obrigado oito onde ontem onze ora os ou outra outras outrem outro outrora outros
    para parece pela pelas pelo pelos per perante perto pode podem poderá poderia podia podiam pois por porém
    porquanto porque porquê portanto possa possam posso pouca poucas pouco poucos pra primeira primeiras primeiro
    primeiros próprio própria próprios pude pôde puderam quais qual qualquer quando quanta quantas quanto quantos
    quarenta quase quatro que quê quem quer quinze quão rumo são se seis sem sempre sendo senão ser será serão seria
    seriam sessenta sete seu seus si sido sim só sob sobre sobretudo sois somente somos sou sua suas talvez também
    tampouco tanta tantas tanto tantos tão te tem têm temos tenha tenham tenho tens ter terá terceira terceiro teria
    teu teus teve tinha tinham tive tiver tiveram ti toda todas todavia todo todos três treze trinta tu tua tuas
    tudo última últimas último últimos um uma umas uns vai vão vários várias vem vez vezes vindo vinte você vocês
    vos vós vossa vossas vosso vossos vou segundo segunda aliás apesar ok àquela àquele àquilo né tá pro pros dum
    duma`),
  weakWords:
    setOf(`abril abre abrir aberta aberto acaba acabou achar acho aconteceu acontece acordo acrescenta adulto afirma
    afirmou agosto aguardar ajuda ajudar alguns alta altas alto altos altura ano anos anterior aparece aparecer
    apenas apesar aproveitar aprender assunto atenção aumento baixa baixo base bela belo boa boas bom bons bonita
    bonito busca cabeça cabo caminho cara caras caro caros casa casas causa cedo centavos centenas centímetros
    centro certeza chama chamada chamado chamar chega chegam chegar chegou cheia cheio cidade cima claro clara coisa
    coisas coloca colocar colocou começa começam começar começo começou completa completo comprar comprei comum
    consegue conseguir conseguiu conta contar contém continua continuar cor correr corre costuma criança criar cuida
    curta curto custa custam custo custou dado dão dar data deixa deixam deixar deixe deixou demora depende desse
    dezembro dezenas dia dias difícil diferença diferente diferentes diga direita direto dizem dizer diz disse
    disseram domingo dura durou dúvida efeito encontra encontrar encontrou enorme ensina entra entrada entrar entrou
    equipa era escolha escolher escreve escrever escrito espaço especial espera esperar esperava esquerda estilo
    euro euros exatamente exemplo existe existem explica explicou explicar fácil facilmente fala falar falou falta
    família feira fevereiro fica ficam ficar ficou fim final finalmente fila filha filho filhos forma formas forte
    fortes fria frio frente fundo funciona funcionar ganha ganhar gente geral gosta gostar gostei gosto grama gramas
    grande grandes graus grau grupo homem homens hora horas hoje história ideia igual importante impossível inclui
    inicial início inverno ir janeiro jeito jovem jovens julho junho justo juntos lado larga largo lembra lembrar
    leva levam levar levou leve lenta lento ler leu linha lista litro litros livre local longa longas longo longos
    lugar lugares maio maior maiores maioria manhã maneira mão mãos mar março máximo média médio melhor melhores
    menina menino menor menores menos mês meses metade metro metros mesa meu minuto minutos moça modo momento
    momentos mostra mostrar muda mudar mudou mulher mulheres mundo nascer necessário necessária nome normal noite
    noites nota nova novas novembro novo novos número números olha olhar olho olhos ordem outono outubro paga pagar
    página país palavra palavras parar parte partes partir passa passada passado passam passar passou pé pede pedir
    pediu pedaço pega pegar pena pensa pensar pequena pequenas pequeno pequenos perde perder perdeu pergunta
    perguntas pesar pessoa pessoas pior põe ponha ponto pontos pôr porta posição possível possíveis precisa precisam
    precisar precisou preciso preço preços prefere preferir preparar presente primavera principal principais
    problema problemas processo procura procurar pronta pronto próxima próximas próximo próximos prova quadrados
    qualidade quantidade quarta quarto quente questão quilo quilômetro quilómetro quilômetros quilómetros quilos
    quinta quis quiser razão real realmente rápida rapidamente rápido recebe receber recebeu reais resolve resposta
    responde responder respondeu resta resto resultado retirar rua sabe sabem saber sabia sábado sai saem sair saiu
    saída sala seca seco século seguinte seguintes seguir segue segunda-feira terça-feira quarta-feira quinta-feira
    sexta-feira segundos semana semanas semelhante sente sentir sentido serve servir setembro seu sexta simples
    simplesmente sinal sítio sobra solução sozinho suficiente tarde tempo tempos temporada tenta tentar terça termo
    terra tipo tira tirar toca tocar toma tomar total totalmente trabalha trabalhar trabalho traz trazer troca
    trocar única únicas único usa usam usar usado uso útil vale valor vários veio velha velho velhos vendeu vende
    vender ver verão verdade verdadeiro versão veja vejo vê vezes vida vídeo vir vira virar visita vista visto vive
    viver voltar volta voltam voltou vontade voz senhor senhora colher colheres xícara xícaras chávena sopa fogo
    continuou acesso ação actividade atividade água ambiente anúncio aparelho área arquivo artigo aspecto aspeto
    atendente autor avanço benefício capacidade capital característica carta categoria cliente clientes código
    condição condições conjunto contacto contato conteúdo controle controlo cópia corpo custos dados decisão demanda
    desenvolvimento destino detalhe detalhes direção diretor diretora dispositivo documento documentos efeitos
    elemento elementos empregados empresa entidade equipamento equivalente erro especialista especialistas estado
    estrada estrutura estudo etapa evento experiência face fase feito ficheiro figura folha fonte formato foto fotos
    função funções grupos guia habitantes imagem imagens impacto informação informações instituição intenção
    interesse interior internet luz mãe mapa máquina marca material medida medidas membro membros memória mensagem
    mensagens mercado método modelo motivo movimento nível nomes novidade objetivo objeto objetos ocasião oferta
    opção opções operação opinião organização origem outros padrão páginas pai pais paisagem papel parede pares
    participantes passagem passo peças percurso período personagem peso plano população portas posições
    possibilidade prática praça presença pressão processos produção produto produtos programa projeto projecto
    proposta público quadro recurso recursos rede região registo registro regra regras relação relatório rendimento
    requisitos responsável resultados reunião risco seção secção sensação serviço serviços setor sinais sistema
    situação sociedade superfície tabela tamanho tarefa taxa técnica tema temperatura tentativa termos teste texto
    título tom trimestre trabalhos unidade utilização valores vantagem velocidade vento versões vias visitante
    visitantes`),
  joiners: setOf("de da do das dos a"),
  dullEndings: [
    "mente",
    "ando",
    "endo",
    "indo",
    "aram",
    "eram",
    "iram",
    "avam",
    "iam",
    "ava",
    "ou",
    "eu",
    "iu",
    "ar",
    "er",
    "ir",
    "ará",
    "erá",
    "irá",
    "arão",
    "erão",
    "arem",
    "asse",
    "esse",
    "amos",
    "emos",
    "imos",
    "aria",
  ],
  clitics: setOf("se me te lhe lhes nos vos o a os as lo la los las no na"),
  determiners:
    setOf(`o a os as um uma uns umas do da dos das de no na nos nas ao à aos às pelo pela pelos pelas num numa este esta
    estes estas esse essa esses essas aquele aquela meu minha teu tua seu sua seus suas nosso nossa nossos nossas
    cada algum alguma dois duas três quatro cinco seis sete oito nove dez cem mil sem em com dum duma neste nesta
    nesse nessa deste desta desse dessa`),
  verbSigns:
    setOf(`eu tu ele ela nós eles elas você vocês se me te lhe não nunca já tem têm tinha tinham foi foram são está estão
    ser pode podem deve devem vai vão quem para que havia há estava`),
  cues: setOf(`conclusão resumo balanço resultado causa lição recomendo recomenda solução decisão decidiu acordo anunciou
    importante disponível finalmente enfim`),
  positive:
    listed(`feliz alegra bom boa ama amamos adora festa vence ganhou premiado salvou agradece sorri comemora comemoram
    melhor bonita querida abençoado acessível acolhedor acolhedora aconchegante admirável adorável adorei adoro
    adoramos afeto afetuoso ágil agradável agradecer agradecemos agradeço agradecido alegrar alegre alegria alívio
    amável amei amizade amo amor animado apaixonado apaixonante apetitoso aplauso aplausos apreciar aprovado
    arrebatador atencioso atenciosa atraente autêntico belo beleza bem-vindo benefício benéfico bondade bonito
    brilhante caloroso campeão carinho carinhoso cativante celebrar charme charmoso coerente comemorar competente
    comovente conforto confortável confiável confiança conquista conquistar contente convincente coragem corajoso
    cordial cortês crocante criativo cuidadoso delicado delícia delicioso deliciosa deslumbrante destaque digno
    diversão divertido divino duradouro eficaz eficiente elegante elogio emocionado emocionante emoção empolgado
    empolgante encantado encantador encantadora encanto engenhoso engraçado entusiasmado entusiasmo envolvente
    equilibrado esperança esperto espetacular esplêndido estimulante estupendo excelente excelência excepcional
    exemplar exitoso extraordinário fabuloso fantástico fascinante favorito felicidade felicitações fenomenal fiel
    fluido ganhar generoso genial gentil gentileza gostei gostoso gracioso grandioso gratidão grato gratificante
    harmonia harmonioso hábil hilário honesto honra iluminado imaginativo impecável imperdível impressionado
    impressionante incrível inesquecível inovador inspirador inteligente interessante intuitivo jeitoso joia justo
    leal lindo lucro luminoso luxuoso magia mágico magistral magnífico majestoso maravilha maravilhoso maravilhosa
    melhoria melhorou memorável merecido mérito motivado nítido nobre notável obra-prima obrigado obrigada orgulho
    orgulhoso otimismo ótimo óptimo paciência paciente paixão parabéns paz perfeição perfeito poderoso poético
    pontual prazer prazeroso precioso prestativo prêmio prémio primoroso prodígio promissor prosperidade querido
    radiante recomendado recomendo recomendamos recomendável recompensa refinado refrescante relaxante renovado
    respeito respeitoso reviravolta riso robusto romântico saboroso sábio satisfação satisfatório satisfeito
    saudável sensacional sereno serenidade simpatia simpático sincero sólido solidário sorridente sorriso sorte
    sortudo sublime sucesso suculento superar surpreendente sutil talento talentoso ternura terno tranquilo
    tranquilidade triunfo valente valeu valioso vantagem vantajoso veloz vencedor vencer venceu versátil vibrante
    vitória vivaz`),
  negative:
    listed(`caro chato falha falhas defeito atraso problema lamenta chora sofre morreram perdeu mal pena denuncia roubaram
    quebrada estragou decepcionou pioraram ruins desistiu abandonado abandono aborrecido abismo absurdo abuso
    acidente acusado adoecer adverso aflição aflito agonia agressivo alagado alagamento alarmante amargo amargura
    ameaça ameaçado angústia ansiedade ansioso antipático apavorado arrasado arrependido arrependimento arrogante
    arruinado assalto assassinato assustado assustador ataque atroz avaria avariado azar azedo barulhento barulho
    bobo bronca brutal burla caos caótico caríssimo catástrofe catastrófico chateado chorar choro ciúme colapso
    complicado condenado conflito confuso confusão corrupção corrupto covarde crime criminoso crise crítica cruel
    culpa culpado dano danos danificado decepção decepcionado decepcionante defeituoso deficiente delito demora
    demorado denúncia deplorável depressivo deprimente derrota derrotado desabamento desagradável desalojado
    desalojados desanimado desapontado desastre desastroso descaso desconfiança desconfortável desespero desesperado
    desgosto desgraça desilusão desilusionado desleixo desonesto desordem desperdício desprezível desprezo
    destruição destruído detesto detestável detestei devastado dificuldade discriminação doença doente dor doloroso
    drama dramático duvidoso egoísta emergência enchente enfadonho enganado engano enganoso enjoado errado escândalo
    escandaloso esgotado esgotante espantoso estafado estragado estresse estúpido evacuado exagerado exausto
    explosão extravio fadiga falhou falhar falência falso fatal fedor feio ferido feridos fiasco fome fracassado
    fracasso frágil fraude frieza frustração frustrado frustrante fuga fúria furioso furto golpe gravíssimo grave
    grosseiro grosseria guerra hipócrita horrendo horrível horror hostil humilhado humilhante ignorado impaciente
    impossível imprestável inaceitável inadequado incapaz incêndio incidente incômodo incómodo incompetente
    inconveniente indecente indigno indignação indignado ineficaz inferior infelizmente infeliz inferno ingrato
    injustiça injusto inseguro insegurança insosso instável insatisfeito insuficiente insultar insulto insuportável
    inundação inútil inundado inveja ira irresponsável irritado irritante lágrimas lamentar lamentável lamento
    lamentavelmente lentidão lixo luto mágoa maldade maldito maltrato maçante medíocre medo medonho mentira
    mentiroso miserável miséria monótono morreu morte mortes morto mortos mortal mau nervoso negligência negativo
    nojento nojo obsoleto ódio odeio odiei ofensa ofensivo opressão pânico patético pavor pecado penoso pequenez
    perigo perigoso pesadelo pesado péssimo péssima pior piores pobre pobreza polêmica polémica poluição precário
    preconceito prejudicado prejuízo prejuízos preocupação preocupado preocupante protesto quebrado quebrou queixa
    queixas raiva reclamação reclamações reclamar recusado rejeitado repugnante revolta revoltado revoltante
    ridículo roubado roubo ruim ruína rude sangrento sangue sequestro sinistro sobrecarregado sofrer sofreu
    sofrimento solidão sombrio sujeira sujo susto suspeito temor tempestade tenso terrível terror tóxico tolo
    tortura trágico tragédia traição traído trapaça trauma triste tristeza tumulto vergonha vergonhoso violência
    violento vítima vítimas vulgar zangado`),
  praise: [
    "recomendo muito",
    "super recomendo",
    "vale a pena",
    "vale cada",
    "não percam",
    "não perca",
    "cinco estrelas",
    "muito obrigado",
    "muito obrigada",
    "mil obrigados",
    "voltarei",
    "voltaremos",
    "que alegria",
    "estou muito feliz",
    "amei",
    "de coração",
    "mal posso esperar",
    "valeu a pena",
    "parabéns",
  ],
  blame: [
    "nunca mais",
    "não recomendo",
    "não vale",
    "fujam",
    "fuja",
    "uma estrela",
    "não funciona",
    "deixou de funcionar",
    "parou de funcionar",
    "dinheiro jogado",
    "dinheiro deitado",
    "perda de tempo",
    "que vergonha",
    "sem resposta",
    "nenhuma resposta",
    "mais uma vez",
    "não volto",
    "dinheiro de volta",
    "reembolso",
    "estou farto",
    "estou farta",
    "sem sequer",
  ],
  contrasts: setOf("mas porém contudo"),
  negations: setOf("não nunca jamais nem sem tampouco nada ninguém nenhum nenhuma pouco"),
  intensifiers:
    setOf(`muito tão demasiado realmente totalmente absolutamente completamente incrivelmente extremamente bastante mais
    especialmente profundamente bem super demais verdadeiramente`),
  leaning:
    setOf(`ele ela eles elas isso isto este esta estes estas esse essa esses essas mas e assim então também seu sua seus
    suas contudo porém portanto além outros outra outro ou pois depois nenhuma nenhum daí aí`),
  abbreviations:
    setOf(`sr sra srs sras srta dr dra drs prof profa profª eng engª arq av r tel ex p.ex pág págs p pp art cap vol ed fig
    nº n num núm etc aprox máx mín ltda lda cia s.a a.c d.c vs séc obs min max jan fev mar abr mai jun jul ago set
    out nov dez seg ter qua qui sex sáb dom exmo exma d st sto sta gen cel`),
  furniture: [
    "cookie",
    "política de privacidade",
    "termos de uso",
    "termos e condições",
    "aviso legal",
    "todos os direitos reservados",
    "ir para o conteúdo",
    "pular para o conteúdo",
    "saltar para o conteúdo",
    "ative o javascript",
  ],
  labels: [
    "newsletter",
    "iniciar sessão",
    "fazer login",
    "cadastre-se",
    "registe-se",
    "subscreva",
    "inscreva-se",
    "assine já",
    "leia mais",
    "ler mais",
    "leia também",
    "artigos relacionados",
    "compartilhar no",
    "partilhar no",
    "siga-nos",
    "publicidade",
  ],
  firstPerson: setOf(`eu me mim meu minha meus minhas nos nós nosso nossa nossos nossas comigo connosco conosco`),
  reporting: setOf(
    `disse disseram afirmou anunciou declarou informou segundo explicou confirmou ressaltou acrescentou destacou
    revelou alertou`,
  ),
  ...PORTUGUESE_SUBJECTS,
};
