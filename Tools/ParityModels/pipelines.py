"""Draws a pipeline and its hyper-parameters.

What Rasa 3.6.21 cannot train or store is left out: relative attention without a largest distance, masked language modelling
without a transformer, probabilities of cosines, vocabularies that texts and labels share (`use_shared_vocab`), and hidden
layers that they share, but for a ResponseSelector of texts over features of the same width.
"""

class Pipeline:
    def __init__(self, rng, bot, classical):
        self.rng = rng
        self.bot = bot
        self.classical = classical
        self.aliases = []
        # Whether the featurizers give texts and responses the same number of features.
        self.is_even = rng.random() < 0.2

    def maybe(self, settings, probability, name, *choices):
        if self.rng.random() < probability:
            settings[name] = self.rng.choice(choices)

    def draw(self):
        steps = [self.tokenizer()] + self.featurizers()
        steps += self.classifiers()
        return steps

    def tokenizer(self):
        step = {"name": "WhitespaceTokenizer"}
        if self.rng.random() < 0.4:
            step.update(intent_tokenization_flag=True, intent_split_symbol=self.bot.split_symbol)
        self.maybe(step, 0.2, "token_pattern", r"\w+", r"[^\s.,-]+", r"(?u)\b\w\w+\b|\d")
        return step

    def featurizers(self):
        rng = self.rng
        counts = [self.count_vectors() for _ in range(rng.choice([1, 1, 2, 2, 3]))]
        if self.is_even:
            # Small vocabularies that fill up.
            return [{"name": "CountVectorsFeaturizer", "analyzer": "char", "max_ngram": 2, "max_features": 15 + number} for number in range(2)]
        others = []
        if rng.random() < 0.6:
            step = {"name": "RegexFeaturizer"}
            for name in ["case_sensitive", "use_lookup_tables", "use_word_boundaries"]:
                self.maybe(step, 0.3, name, True, False)
            others.append(step)
        if rng.random() < 0.6:
            step = {"name": "LexicalSyntacticFeaturizer"}
            names = ["BOS", "EOS", "low", "title", "upper", "digit", "prefix2", "prefix5", "suffix1", "suffix2", "suffix3", "suffix5"]
            if rng.random() < 0.6:
                step["features"] = [rng.sample(names, rng.randint(1, 6)) for _ in range(rng.choice([1, 3, 3, 5]))]
            others.append(step)
        steps = counts + others
        rng.shuffle(steps)
        for number, step in enumerate(steps):
            if rng.random() < 0.5:
                step["alias"] = f"features-{number}"
                self.aliases.append((step["alias"], step["name"]))
        return steps

    def count_vectors(self):
        rng = self.rng
        step = {"name": "CountVectorsFeaturizer"}
        analyzer = rng.choice(["word", "word", "char", "char_wb"])
        if analyzer != "word" or rng.random() < 0.3:
            step["analyzer"] = analyzer
        least = rng.randint(1, 3)
        if analyzer != "word" or rng.random() < 0.4:
            step.update(min_ngram=least, max_ngram=least + rng.randint(0, 2))
        if analyzer == "word":
            if step.get("min_ngram", 1) > 1:
                step["min_ngram"] = 1
            self.maybe(step, 0.4, "OOV_token", "__oov__", "OOV")
            if "OOV_token" in step:
                self.maybe(step, 0.6, "OOV_words", rng.sample(self.bot.words, 3))
            self.maybe(step, 0.3, "stop_words", "english", rng.sample(self.bot.words, 3) + ["the"])
        self.maybe(step, 0.4, "strip_accents", "ascii", "unicode")
        self.maybe(step, 0.25, "lowercase", False)
        self.maybe(step, 0.2, "min_df", 2)
        self.maybe(step, 0.2, "max_df", 0.9)
        self.maybe(step, 0.2, "max_features", 30, 80)
        self.maybe(step, 0.2, "additional_vocabulary_size", {"text": 100})
        self.maybe(step, 0.1, "use_lemma", False)
        return step

    def network(self, step):
        """What DIETClassifier and ResponseSelector have in common."""
        rng = self.rng
        heads = rng.choice([1, 2, 3, 4])
        layers = rng.choice([0, 1, 1, 2, 2, 3])
        width = heads * rng.choice([8, 12, 16]) * 2
        # Building TensorFlow's graph takes longer than a few epochs do.
        step["run_eagerly"] = rng.random() < 0.9
        step.update(
            epochs=rng.randint(5, 15), random_seed=rng.randint(1, 999), number_of_transformer_layers=layers,
            number_of_attention_heads=heads, embedding_dimension=rng.choice([5, 10, 20, 33]),
            transformer_size=rng.choice([width, {"text": width, "label": heads * 8}]))
        self.maybe(step, 0.3, "use_key_relative_attention", True)
        self.maybe(step, 0.3, "use_value_relative_attention", True)
        self.maybe(step, 0.5, "max_relative_position", 1, 2, 5, 9)
        self.maybe(step, 0.3, "unidirectional_encoder", True)
        self.maybe(step, 0.6, "connection_density", 0.05, 0.2, 0.5, 0.8, 1.0)
        self.maybe(step, 0.3, "drop_rate", 0.0, 0.5)
        self.maybe(step, 0.2, "drop_rate_attention", 0.1)
        self.maybe(step, 0.6, "constrain_similarities", True)
        self.maybe(step, 0.6, "ranking_length", 0, 3, 10)
        if layers:
            self.maybe(step, 0.2, "use_masked_language_model", True)
        self.widths(step)
        self.similarity(step)
        if self.aliases and rng.random() < 0.3:
            # Only featurizers of counts give features of the whole message.
            counts = [alias for alias, name in self.aliases if name.startswith("Count")]
            if counts:
                chosen = {rng.choice(counts)} | set(rng.sample([alias for alias, _ in self.aliases], 1))
                step["featurizers"] = sorted(chosen)

    def widths(self, step):
        rng = self.rng
        hidden = [rng.choice([8, 16, 24]) for _ in range(rng.choice([0, 0, 1, 2]))]
        label = [rng.choice([8, 16])] if rng.random() < 0.3 else []
        step["hidden_layers_sizes"] = {"text": hidden, "label": label}
        step["dense_dimension"] = {"text": rng.choice([16, 24, 48]), "label": rng.choice([8, 20])}
        step["concat_dimension"] = {"text": rng.choice([16, 24, 48]), "label": rng.choice([8, 20])}

    def similarity(self, step):
        rng = self.rng
        kind = rng.choice(["softmax", "softmax", "softmax", "auto", "margin"])
        if kind == "margin":
            step["loss_type"] = "margin"
            self.maybe(step, 0.5, "similarity_type", "inner", "cosine")
        elif kind == "auto":
            step["model_confidence"] = "auto"
            self.maybe(step, 0.7, "similarity_type", "inner", "cosine")
        else:
            self.maybe(step, 0.4, "similarity_type", "inner")
            self.maybe(step, 0.5, "renormalize_confidences", True)

    def diet(self, intents=True, entities=True):
        step = {"name": "DIETClassifier"}
        self.network(step)
        if not intents:
            step["intent_classification"] = False
        if not entities or self.rng.random() < 0.15:
            if intents:
                step["entity_recognition"] = False
        self.maybe(step, 0.6, "BILOU_flag", False)
        if self.rng.random() < 0.5:
            some = {entity: self.rng.random() < 0.5 for entity in self.bot.entities[:2]}
            step["split_entities_by_comma"] = self.rng.choice([True, False, some])
        return step

    def selector(self, intent):
        step = {"name": "ResponseSelector"}
        self.network(step)
        # Texts as labels need a transformer, whose width ResponseSelector takes as a number only.
        if step["number_of_transformer_layers"]:
            if isinstance(step["transformer_size"], dict):
                step["transformer_size"] = step["transformer_size"]["text"]
            self.maybe(step, 0.6, "use_text_as_label", True)
            if step.get("use_text_as_label") and self.is_even:
                hidden = step["hidden_layers_sizes"]["text"]
                step.update(share_hidden_layers=True, hidden_layers_sizes={"text": hidden, "label": hidden})
                self.maybe(step, 1, "dense_dimension", {"text": 16, "label": 16}, {"text": 30, "label": 30})
                step["concat_dimension"] = step["dense_dimension"]
        if intent:
            step["retrieval_intent"] = intent
        return step

    def crf(self):
        step = {"name": "CRFEntityExtractor"}
        names = [
            "low", "title", "prefix5", "prefix2", "suffix5", "suffix3", "suffix2", "suffix1", "bias", "upper", "digit", "pattern"]
        if self.rng.random() < 0.6:
            step["features"] = [self.rng.sample(names, self.rng.randint(1, 8)) for _ in range(self.rng.choice([1, 3, 3, 5]))]
        self.maybe(step, 0.6, "BILOU_flag", False)
        self.maybe(step, 0.4, "split_entities_by_comma", False)
        self.maybe(step, 0.4, "max_iterations", 20, 80)
        self.maybe(step, 0.3, "L1_c", 0.0, 0.01, 1.0)
        return step

    def logistic_regression(self):
        step = {"name": "LogisticRegressionClassifier"}
        self.maybe(step, 0.4, "max_iter", 10, 50)
        self.maybe(step, 0.5, "ranking_length", 0, 3)
        self.maybe(step, 0.3, "solver", "liblinear", "saga")
        return step

    def classifiers(self):
        rng = self.rng
        steps = []
        if self.classical:
            if rng.random() < 0.7 or not self.bot.entities:
                steps.append(self.logistic_regression())
            if self.bot.entities and (rng.random() < 0.7 or not steps):
                steps.append(self.crf())
            if rng.random() < 0.4:
                steps.append(self.diet(entities=rng.random() < 0.5))
        else:
            steps.append(self.diet())
            if self.bot.entities and rng.random() < 0.3:
                steps.append(self.diet(intents=False))
        if rng.random() < 0.5 and self.bot.has_keywords():
            steps.append({"name": "KeywordIntentClassifier", "case_sensitive": rng.random() < 0.5})
        if self.bot.entities and rng.random() < 0.5:
            step = {"name": "RegexEntityExtractor"}
            for name in ["case_sensitive", "use_lookup_tables", "use_regexes", "use_word_boundaries"]:
                self.maybe(step, 0.25, name, True, False)
            if step.get("use_lookup_tables", True) or step.get("use_regexes", True):
                steps.append(step)
        if rng.random() < 0.5:
            steps.append({"name": "EntitySynonymMapper"})
        if self.bot.retrieval:
            chosen = rng.choice([[None], list(self.bot.retrieval)])
            steps += [self.selector(intent) for intent in chosen]
        elif rng.random() < 0.15:
            steps.append(self.selector(None))
        rng.shuffle(steps)
        if rng.random() < 0.5:
            intents = [number for number, step in enumerate(steps) if step["name"] in self.intent_classifiers]
            if intents:
                fallback = {"name": "FallbackClassifier"}
                self.maybe(fallback, 0.7, "threshold", 0.2, 0.5, 0.8)
                self.maybe(fallback, 0.5, "ambiguity_threshold", 0.01, 0.05, 0.3)
                steps.insert(rng.randint(intents[0] + 1, len(steps)), fallback)
        return steps

    intent_classifiers = ["DIETClassifier", "KeywordIntentClassifier", "LogisticRegressionClassifier"]
