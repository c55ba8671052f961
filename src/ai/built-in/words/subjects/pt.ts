import type { SubjectWords } from "../language-words.ts";
import { listed } from "../language-words.ts";

export const PORTUGUESE_SUBJECTS: SubjectWords = {
  everyday:
    listed(`abóbora açúcar alho almoço almofada aluguel aluguer amassar anfitrião árvore arroz assar avó avô azeite azulejo
      bacia bagagem balde banho barraca batata batatas bicicleta bife bolo bolsa bolso botão bule cabide cachorro
      cadeira caderno café cama caminhada caminho camisa caneca canela cano cão carne carrinho carta cebola cenoura
      chá chaves chão chinelo chuva churrasco chuveiro cliente cobertor coentro cola cômodo condomínio conselhos copo
      cortar costura costurar couve cozer cozinha cozinhar creme criança crianças cunhado dentista descanso desjejum
      detergente dieta enxada ervas escada escova espera farinha família fatia feijão férias ferramenta ferramentas
      ferrugem fermento filha flores floresta fogão folhas formigas forno frango frigideira frigorífico frutas furo
      garagem garfo garrafa gato geladeira geleia gotas gramado guardanapo hábito herdade horta hospedagem hotel
      hóspede ilha infância ingredientes inquilino jantar jardim janela lã lâmpada laranja lata lavar legumes leite
      lençol levedura limão limpeza loja louça macarrão maçã madeira mãe mala manteiga martelo massa médico mel
      mercado mobília mochila montanha móveis muro nata natas neto óleo ovelha ovo ovos padaria pai paladar panela pão
      parafuso parede passeio pastel pátio paciência peixe peneire perfume pesca pimenta pincel planta plantas pneu
      poltrona portão pousada praia prateleira prato primo quarto queijo quintal raízes receita relva reparar
      restaurante reunião roda roupa sabão saco sal salada sapatos semente sementes senhorio silêncio sobremesa sofá
      sogra solo sono sopa talher tapete tecido telhado tempero terraço tesoura tijolo tinta tio toalha tomate tomates
      torneira torta trilho varanda vasos vegetais vela vento viagem viajante vinagre vinho xícara ata`),
  categories: {
    technology:
      listed(`algoritmo android antivírus aparelho aplicação aplicações aplicativo aplicativos app apps armazenamento
      artificial arquivo atualização atualizações backup bateria biblioteca bluetooth bug byte cabo cache chip
      ciberataque cibersegurança cliente código compilador computador computadores configuração conexão consulta
      consultas contêiner cópia criptografia dados banco desempenho desenvolvedor desenvolvedores desenvolvimento
      digital disco dispositivo dispositivos ecrã eletrônico eletrónica ficheiro ficheiros firmware framework gigabyte
      github hacker hardware impressora informática infraestrutura instalação inteligência interface internet ios
      javascript kernel latência licença linux malware megabyte memória mensageria microcontrolador migração
      milissegundos módulo monitor navegador notebook nuvem online palavra-passe patch phishing pixel placa plataforma
      plugin portátil postgresql processador programa programação programador programadores protocolo python rede
      redes repositório robô roteador router rust script senha senhas sensor sensores servidor servidores sistema site
      smartphone software sql tablet tecla teclado tecnologia tecnológico tela telefone telemóvel terminal usb usuário
      usuários utilizador utilizadores versão virtual vírus vulnerabilidade web wifi wi-fi windows acesso adaptador
      antena anexo armazenar atalho autenticação automação autonomia auscultadores backups bits cabos câmera
      carregador cartucho chave ciberseguro código-fonte comando comandos compilação configurações contas cookies
      copiar credenciais criptografado dado diretório discos e-mail eletrônica falha fibra fila fones formato função
      gps impressoras index instalar interruptor invasor json leitor link logs mensagens migrar mouse nas nó
      notificações opção opções pacote parâmetro partição pasta php pilha porta programas raid ram rato registo
      registro reinício relógio repositórios restauro robôs scanner segurança sincronização smartwatch spam ssh tabela
      tablets teclas usb-c variável versões videochamada volts`),
    entertainment:
      listed(`álbum animação artista artistas ator atores atriz audiência autor autora bailado banda bilheteira bilheteria
      canção canções cantor cantora cantores capítulo cena cenas cinema cineasta cinemas comédia comediante concerto
      concertos console consola crítica curta-metragem dança desenho disco documentário drama elenco enredo ensaio
      episódio episódios escritor escritora espetáculo espetáculos espectador espectadores estreia estreou exposição
      fantasia festival ficção filmagem filme filmes gênero género guitarra humorista intérprete jogador jogadores
      jogo jogos leitor leitores livro livros longa-metragem melodia música músicas musical músico músicos narrador
      narrativa nintendo novela obra ópera orquestra palco peça personagem personagens playstation plateia podcast
      poema prêmio prémio protagonista público rap realizador realizadora rock romance romancista roteiro roteirista
      samba sequência série séries show single suspense teatro telenovela televisão temporada terror thriller trama
      trilha trilogia turnê digressão videogame videojogo voz xbox adaptação atuação autores balada bailarina baixo
      baterista bilhete bilhetes cantar capítulos coletânea comediantes compositor compositora conto contos
      coreografia coro criticar dançarino desfecho dados diálogo diálogos direção diretor diretora dublagem editora
      encenação ensaísta escrita estrofe exibição fado fadista filmar fotografia galeria herói heroína histórias
      ilustrador interpretação intérpretes jazz leitora letra letras literária literatura longa mistério montagem
      museu narração narradora noir obras páginas pintor pintura plano poeta poesia policial produtora protagonistas
      quadrinhos refrão ritmo roteiros sala sessão sonoro tabuleiro teatral telespectador título tragédia vilão vinil
      viola violão vozes`),
    news: listed(`acidente acusado administração afirmou agência alertou anunciou aprovado aprovou assembleia ataque atentado
      autarca autarquia autoridades bombeiros câmara campanha candidato candidata cheia comissão comunicado conflito
      congresso conselho crise declarou defesa desemprego delegado deputado deputada deputados desabrigados
      desalojados detido detidos economia econômico económico eleição eleições eleitores emergência enchente
      entrevista estadual estado exército explosão federal feridos força forças fronteira funcionários fundo
      governador governo greve grevistas guarda guerra hospital imposto impostos incêndio índice inflação informou
      inquérito instituto investigação investimento juiz juíza julgamento justiça lei leis manifestação manifestantes
      medida ministra ministério ministro moradores mortos municipal município nacional notícia notícias obra oposição
      orçamento parlamento partido perícia plebiscito polícia policiais política político população porta-voz prefeita
      prefeito prefeitura presidente presidenta preso presos projeto promotoria protesto protestos reforma refugiados
      região reportagem residentes salários sanções secretaria secretária secretário senado senador sentença sindicato
      sindicatos sismo socorro suspeito taxa tempestade terremoto trabalhadores tribunal união urgência vereador
      vereadores vítimas votação votaram voto votos segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
      abstenção acidentes acordo adversário agricultores água albufeira aldeias alerta análise anúncio apoio árbitro
      área atleta atletas aumento aumentos associação associados bairro bairros balanço biólogo biólogos calamidade
      campeão campeã campeãs campeonato campeões cidadãos cientista cientistas classificação clima clube colheita
      comunidade concelho concorrentes construção cooperativa copa costa custo defensiva derrota descoberta distrito
      doença ecologia edição educação efetivos empate emprego empregos empresa empresas encosta equipe escola espécie
      espécies especialistas estádio estatística estudo estudos evacuação expansão experiência feridas final finanças
      freguesia fundos futebol ginásio gol golo golos gols goleira goleiro guarda-redes habitação hectares hospitais
      inspeção institutos internacional investigador investigadora investigadores investimentos jornalistas
      laboratório liga local lucro medalha médicos milhões mortes multa obras observatório obrigatoriedade operação
      passageiros percentagem perda pesquisa pesquisador pesquisadora pesquisadores placar plantação ponte pontos
      porto prefeitos prejuízos presidência previsão produção produtores professores proteção-civil protecção público
      quartos-de-final rádio recorde reforço rendimento renda resgate responsáveis resultados revista rodada salário
      salarial seca secas sedes seleção semifinal serviço serviços setor siderurgia socorristas subida taxas técnico
      temporal time título torcida torneio tráfego trânsito transporte transportes treinador trimestre universidade
      universidades vagas vacina vencedor vereadora vias vitória zona`),
    social:
      listed(`abraço abraços amiga amigas amigo amigos aniversário beijinhos beijo beijos comentário comentários comenta
      compartilhar compartilha compartilhem dm facebook feliz festa foto fotos galera gente grupo haha hashtag
      influenciador influencer instagram kkk kkkk like marca marquem mensagem obrigada obrigado oi olá parabéns
      partilha partilhem pessoal perfil post posta privado publicação publicado rsrs seguidores selfie story stories
      tiktok tweet twitter vizinha vizinho vizinhos vizinhança vocês whatsapp zap`),
  },
};
