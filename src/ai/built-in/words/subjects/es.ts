import type { SubjectWords } from "../language-words.ts";
import { listed } from "../language-words.ts";

export const SPANISH_SUBJECTS: SubjectWords = {
  everyday:
    listed(`abuela abuelo aceite agujero ajo almohada almuerzo alquiler amabilidad árbol armario arroz asiento atentamente
      azúcar barrio basura bicicleta bolsa bolsillo botella botón brazo brocha café caja caldo calle cama camarero
      caminata camino camisa campo cansancio carne carta casa casero cebolla cena cepillo cita clavo cocina cocinar
      collar cola comedor comida comprar consejo convivencia cortar costumbre cuarto cuchara cuchillo cuidado dentista
      descanso desayuno dormitorio edificio ensalada espalda espera estante estimado excursión familia flores
      fregadero fruta fuego gato gotas grifo guiso habitación harina herramienta hierro hijos hojas hoguera horno
      hotel huerto huésped huevo huevos infancia isla jabón jardín jarrón jersey lana lápiz lavar leche limón llave
      llaves madera maceta madre maleta mantel manta mantequilla manzana mar masa médico mercado mermelada mesa miel
      mochila montaña muebles niebla nieto olla padre pan pared paseo patata patatas peluquería perro pescado pimienta
      pintura piso planta plato playa plaza portal postre puerta queso ramas receta regadera reparar restaurante
      reunión ropa sábanas sal salón salsa sartén siesta silencio silla sofá sombra sopa sueño taller taza té tela
      tierra tijeras tomate tomates tornillo tortilla vacaciones vajilla vaso ventana verdura viaje viajero vinagre
      zanahoria zapatos`),
  categories: {
    technology:
      listed(`algoritmo android aplicación aplicaciones app apps archivo artificial batería bluetooth caché chip
      ciberseguridad cifrado cliente código compilador computadora configuración consulta consultas contenedor
      contraseña correo cpu datos desarrollador desarrolladores desarrollo digital disco dispositivo electrónica
      electrónico enlace firmware framework fuente gigabyte github gráfica hacker hardware herramienta impresora
      impresoras informática infraestructura inteligencia internet ios javascript kernel latencia linux memoria
      microcontrolador migración milisegundos módulo móvil navegador nube ordenador pantalla parche petición
      peticiones píxel plataforma plugin portátil postgresql procesador programa programación programador protocolo
      python red redes rendimiento repositorio robot router rust script sensor servidor servidores sistema sitio
      smartphone software sql tableta tecla teclado tecnología tecnológico teléfono usb versión virtual vulnerabilidad
      web wifi windows adaptador actualización actualizaciones antena antivirus archivos auriculares automatización
      base bucle cable cámara cargador carpeta cartucho cartuchos certificado comando comandos commit compilación
      contraseñas copia credenciales depuración directorio escáner fallo fichero ficheros formato función git gps
      instalador instalar interfaz laptop lector lógica mensajería microprocesador móviles nas notificaciones
      ordenadores parámetro placa potencia pulsera ram ratón registro reinicio reloj repositorios respaldo rúter
      sincronización sistemas subrutina tarjeta tinta tutorial usuario usuarios variable versiones videollamada
      voltaje`),
    entertainment:
      listed(`actor actores actriz álbum animación artista audiencia banda bestseller canción canciones cantante cartelera
      celebridad cine cines cineasta comedia cómic concierto consola consolas debut director directora disco
      documental drama entretenimiento episodio escena escenario espectáculo espectadores estrena estreno exposición
      fantasía festival ficción filma gamer género gira guion guión guitarra humorista intérprete jugador jugadores
      juego juegos largometraje melodía música músico musical nintendo novela obra ópera orquesta película películas
      personaje personajes playstation pódcast podcast premio protagonista público rap reparto rock rodaje secuela
      serie series taquilla teatro televisión temporada terror thriller tráiler videojuego videojuegos xbox adaptación
      argumento artistas autora autor baile balada bailarina batería capítulo capítulos cantautor colección comediante
      compositor coreografía cuento cuentos dado dados desenlace diálogo diálogos dibujante dirección editorial elenco
      ensayista episodios escenas escritor escritora estribillo fotografía galería guionista héroe heroína historieta
      interpretación intriga lector lectora lectores letras librería libro libros literatura misterio montaje museo
      narrador narradora negra páginas papel pintor planos poema poemas poesía poeta policíaca protagonistas reseña
      sala sonido suspense tablero teatral tema temas títulos tomo trama vinilo violín voz voces`),
    news: listed(`acusado alcalde alcaldesa alcaldía alertó anunció ataque atentado autoridades ayuntamiento bombero bomberos
      campaña candidato comisión conflicto congreso consejería crisis declaró declaraciones defensa detenido detenidos
      desalojar diputado diputados economía ejecutivo ejército elecciones electoral emergencia emergencias evacuado
      explosión fiscal fiscalía fuentes fuerzas gobierno guardia guerra herido heridos huelga huracán impuesto
      impuestos incendio inflación informó inundaciones investiga investigación jueces juez juicio justicia ley
      magnitud manifestación manifestantes ministerio ministra ministro moción muertos noticia noticias oposición
      parlamento paro partido plantilla policía político portavoz presidenta presidente presupuestos protesta
      protestas reforma refugiados región regional senado sentencia sindicato sindicatos sucesos terremoto tribunal
      tribunales unión vecinos víctimas votación voto votó votos jueves miércoles martes lunes accidente acuerdo
      adjunto afectados agencia aficionados agua alcaldes análisis árbitro arrestado asamblea atleta atletas aumento
      autobús balance balón bióloga biólogo biólogos brigada campeón campeona campeonato campeones casos ciclista
      científica científico científicos clasificación club comarca comité comunidad copa cosecha datos deportistas
      derrota desaparecidos descubrimiento director dirigentes dotación educación embalse empate empleo empleos
      empresa encuesta encuentro entrenador entidad equipo equipos escolares estadio estadística estadísticas estado
      estudio etapa europea evacuados experto expertos federación final fondos fútbol ganador ganadora gol goles
      habitantes hectáreas helicóptero hospital instituto intervención inversión investigador investigadora
      investigadores jornada laboratorio liga local lluvia lluvias medalla médicos medida metros millones ministros
      municipal municipio municipios muerto nacional obras olímpico organismo partidos patronal penalti plan población
      precios premio prensa proyecto provincia provincial público pueblo récord regiones rescate residentes revista
      rival rueda salarial segundo selección semifinal sequía siniestro sindical subida subvención tasa temporal
      título torneo trabajadores transporte trimestre triunfo universidad vacuna viceministro victoria vuelta zona`),
    social:
      listed(`amigas amigos buenos comentario comentarios comparte compartid compartir cumpleaños dm enhorabuena escribidme
      etiqueta facebook felicidades fiesta foto fotos gente gracias grupo hashtag hola influencer instagram jaja
      jajaja mensaje os perfil porfa post privado publicación publicado seguidores selfie story tiktok tuit tuits
      twitter vecinos vosotros vuestra vuestro whatsapp`),
  },
};
