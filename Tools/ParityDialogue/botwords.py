"""Words that drawn bots are made of."""

# A topic is an intent with the words that tell it from the others.
TOPICS = {
    "ask_weather": "weather rain sunny forecast umbrella", "ask_time": "clock hour late o'clock time", "tell_joke": "joke funny laugh pun",
    "order_meal": "hungry meal order lunch soup", "complain": "terrible broken awful angry complaint", "thank": "thanks grateful cheers kind",
    "book_trip": "trip travel journey ticket train", "check_account": "account balance statement money", "play_music": "music song louder band",
    "find_shop": "shop store buy market mall", "ask_name": "name called who yourself", "set_alarm": "alarm wake ring morning",
    "report_loss": "lost missing wallet gone stolen", "give_praise": "great splendid marvellous praise", "ask_help": "help support assist how",
    "prüfen_größe": "Größe Schuhe messen passt", "demander_été": "été plage soleil vacances", "open_window": "window open fresh air",
    "water_plants": "plants water garden dry", "change_plan": "change plan switch upgrade tariff"}
FILLERS = "please could you I would like to the my a now maybe just well so can we tell me about this".split()
CORE = {
    "greet": ["hello", "hi there", "good morning", "hey bot", "greetings", "good evening to you", "hi"],
    "goodbye": ["bye", "goodbye", "see you soon", "farewell then", "so long", "I am off", "bye bye"],
    "affirm": ["yes", "yes indeed", "sure", "of course", "correct", "absolutely", "yep"],
    "deny": ["no", "no way", "never", "not at all", "nope", "rather not", "certainly not"],
    "stop": ["stop", "stop it", "cancel that", "abort", "quit the form", "forget it", "halt"]}
ENTITIES = {
    "city": ["Rome", "Oslo", "New York", "Köln", "東京", "Saint-Étienne"], "dish": ["soup", "pizza", "Käse", "green salad", "ramen"],
    "size": ["small", "medium", "large", "XL"], "number": ["1", "2", "3", "4", "7", "12", "three"],
    "person": ["Ada", "Linus", "Zoë", "José María", "O'Brien"], "colour": ["red", "blue", "dark green", "weiß"]}
SYNONYMS = {"New York": ["NYC", "big apple"], "large": ["big", "huge"], "Köln": ["Cologne"]}
ROLES = ["from", "to"]
GROUPS = ["1", "2"]
FORMS = ["order_form", "travel_form", "survey_form", "anmeldung_form"]
RETRIEVAL = {
    "opening": ["when do you open", "opening hours please", "are you open on sunday"], "parking": ["where can I park", "parking space", "is there a garage"],
    "payment": ["can I pay by card", "which payment do you take", "credit cards accepted"], "pets": ["are dogs allowed", "may I bring my cat", "pets welcome"]}
SENTENCES = [
    "Very well.", "Here you are.", "I see.", "That is done.", "Let me think about {city}.", "All good, ünïcödé too ☀️.", "Your number is {number}.",
    "We talk about {dish} in {city}.", "Nothing to report.", "One thing.\n\nAnd another thing.", "First part\n\nsecond {not_a_slot} part", "Braces {{kept}} here.",
    "Both {{a}} and {number}.", "A lone {not_a_slot}.", "  padded text  ", "Line one\nline two", "Quote \"this\" & <that>.", "Loop slot: {requested_slot}.",
    "List: {wishes}.", "Flag {flag}, level {level}.", "Score {score}!", "Hm{{}}.", "An open { brace."]
USER_TEXTS = [
    "my umbrella flew away over the lake", "the vending machine ate my coins", "I saw a heron on the roof", "could you sing me a lullaby",
    "somebody parked a boat in my garage", "the lift only goes up", "my neighbour plays the tuba at night", "is the moon made of cheese"]
BOT_TEXTS = [
    "What a windy day!", "The machine is known for that.", "Herons like our roof.", "I am no singer, sorry.", "Boats are not allowed there.",
    "Take the stairs down.", "Try ear plugs.", "Only on Sundays."]
