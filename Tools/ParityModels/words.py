"""Words of several languages and scripts that bots and messages are made of."""

WORDS = {
    "english": "order pizza please cheese hot where is my train ticket refund weather tomorrow rain book a table for two cancel "
    "the Account balance send money music louder play stop don't I'd it's re-open e-mail OK USA hello thanks bye never".split(),
    "german": "Größe Straße möchte bitte Käse über Grüße schön Fußball wann fährt der Zug nach heißt für groß ÖPNV Äpfel "
    "kaufe zwei Brötchen tschüß weiß Übung stornieren Rechnung später".split(),
    "french": "été où est la gare s'il vous plaît l'hôtel crème brûlée garçon français déjà annuler réservation cœur Noël "
    "aujourd'hui peut-être ça va merci À bientôt œuf".split(),
    "russian": "привет как погода завтра купить билет Москва ёлка Ещё поезд отмена заказ сыр спасибо где мой счёт".split(),
    "greek": "γεια ΟΔΟΣ οδός σήμερα καιρός εισιτήριο τρένο θέλω ακύρωση τυρί Ευχαριστώ πού είναι".split(),
    "turkish": "İstanbul ışık ILIK ilk günaydın çay şeker lütfen bilet iptal nasılsın Iğdır teşekkürler".split(),
    "japanese": "こんにちは 天気 は どう ですか 切符 を 買う キャンセル ありがとう 東京 駅 ピザ 注文する".split(),
    "arabic": "مرحبا أين القطار تذكرة إلغاء شكرا الطقس غدا أريد قهوة ٣ كيلو".split(),
    "hindi": "नमस्ते मौसम कैसा है टिकट रद्द करो धन्यवाद चाय कहाँ कल".split(),
    "emoji": "😀 😢 👍🏽 🍕 :) 🎉🎉 ok👍 🇫🇷 ❤️ 👩‍💻".split(),
}

# Values of entities: of one word and of several, with punctuation and digits inside.
VALUES = (
    "Paris,New York,St. Gallen,Köln,Москва,東京,São Paulo,Saint-Étienne,two,3,10:30,3.5 kg,€ 20,next Monday,O'Brien,co-op,"
    "cheddar,extra cheese,red wine,ham,mushrooms,green tea,big,small,XL,12 inch,ada@example.org,AB-123,İzmir,Βόλος,ЧАЙ,"
    "tomorrow evening,half past six,Rue de l'Église,Main Street 5,no. 7,50%,flight LH 400,blue,dark blue,crème fraîche"
).split(",")

ENTITIES = ["city", "item", "time", "amount", "size", "Größe", "время", "order_no", "colour-name", "person"]
ROLES = ["from", "to", "первый", "O", "via point"]
GROUPS = ["1", "2", "a b"]

PATTERNS = [
    r"\b\d+\b", r"[A-Z]{2}-?\d{3}", r"\d{1,2}:\d\d", r"[\w.+-]+@[\w-]+\.\w+", r"(?i)kg|inch", r"[^\W\d_]{9,}", r"#\w+", r"\bO'\w+",
    r"[€$]\s?\d+", r"(red|dark)\s\w+", r"[а-яё]+", r"\S+ß\S*",
]

ODD = [
    "é", "e\u0301", "İ", "ß", "ẞ", "Σ", "ς", "ǅ", "٣", "²", "½", "一", "の", "\u200b", "\u00a0", "\u2028", "\x1f", "&", "&amp;", "@x.y",
    "https://a.b/c?d=e", "#tag", "3.14", "1,000", "12:45", "--", "...", "?!", "“q”", "don’t", "_x_", "\\n", "\\", "\t", "\r\n", "ﬁ",
    "🇫🇷", "©", "✓", "\u202e", "×", "$5", "5€", "50%", "a_b", "ÉTÉ", "ﷺ", "\U0001F9D1\u200d\U0001F4BB", "\ufeff", "\u0301", "\x0b", "\x85",
    "\u180e", "__NUMBER__", "007", "😀", "👩🏽‍🚀", "(", "[", "{", "}", "\"", "'", ",", ";", "|",
]
