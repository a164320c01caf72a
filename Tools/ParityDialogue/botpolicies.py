"""Draws the pipeline and the policies of a bot."""

# Each seed has one of these by its last digit, so that ten seeds in a row have them all.
COMBINATIONS = [
    ["Memoization", "Rule", "TED"], ["AugmentedMemoization", "Rule", "UnexpecTEDIntent", "TED"], ["Rule", "TED"], ["Memoization", "Rule", "TED", "end to end"],
    ["AugmentedMemoization", "TED"], ["Memoization", "Rule"], ["Memoization", "Rule", "UnexpecTEDIntent", "TED"], ["Rule"],
    ["AugmentedMemoization", "Rule", "TED", "end to end"], ["Rule", "UnexpecTEDIntent", "TED"]]


class Policies:
    def __init__(self, bot):
        self.bot = bot
        self.rng = rng = bot.rng
        self.names = COMBINATIONS[bot.seed % len(COMBINATIONS)]
        self.has_rules = "Rule" in self.names
        self.has_stories = self.names != ["Rule"]
        self.end_to_end = "end to end" in self.names
        self.contradicts = rng.random() < 0.15
        self.long_rules = self.has_rules and rng.random() < 0.25
        self.selective_domain = rng.random() < 0.3

    def settle(self):
        """Draws the settings, now that the bot is known."""
        self.policies = [getattr(self, "draw_" + name)() for name in self.names if name != "end to end"]
        if self.rng.random() < 0.5:
            self.rng.shuffle(self.policies)
        self.pipeline = self.draw_pipeline()

    def maybe(self, step, probability, name, *choices):
        if self.rng.random() < probability:
            step[name] = self.rng.choice(choices)

    def draw_Memoization(self):
        step = {"name": "MemoizationPolicy"}
        self.maybe(step, 0.7, "max_history", 1, 2, 3, 6)
        self.maybe(step, 0.15, "use_nlu_confidence_as_score", True)
        return step

    def draw_AugmentedMemoization(self):
        step = {"name": "AugmentedMemoizationPolicy"}
        self.maybe(step, 0.8, "max_history", 2, 3, 4, 6)
        return step

    def draw_Rule(self):
        step = {"name": "RulePolicy"}
        self.maybe(step, 0.6, "core_fallback_threshold", 0.2, 0.5, 0.8)
        if self.rng.random() < 0.4:
            step["core_fallback_action_name"] = self.bot.responses.add("utter_core_fallback")
            if "TED" not in self.names:
                # Nothing else would end the turn.
                self.bot.flows.rule("after the fallback", [{"action": "utter_core_fallback"}])
        # Without a learned policy little would be said.
        self.maybe(step, 0.25 if "TED" in self.names else 0.05, "enable_fallback_prediction", False)
        if self.bot.contradicts:
            step["check_for_contradictions"] = False
        if self.bot.long_rules:
            step["restrict_rules"] = False
        return step

    def transformer(self, keys):
        """Settings that the two policies with a transformer have in common."""
        rng = self.rng
        heads = rng.choice([1, 2, 4])
        size, layers = heads * rng.choice([8, 12]) * 2, rng.choice([0, 1, 1, 2])
        step = {
            "random_seed": rng.randint(1, 999), "number_of_attention_heads": heads, "transformer_size": {key: size for key in keys},
            "number_of_transformer_layers": {key: layers if key == "dialogue" else 1 for key in keys}, "embedding_dimension": rng.choice([8, 20]),
            "encoding_dimension": rng.choice([20, 50])}
        self.maybe(step, 0.25, "use_key_relative_attention", True)
        self.maybe(step, 0.25, "use_value_relative_attention", True)
        self.maybe(step, 0.4, "max_relative_position", 2, 5)
        self.maybe(step, 0.4, "connection_density", 0.5, 1.0)
        return step

    def draw_TED(self):
        rng = self.rng
        step = {"name": "TEDPolicy", "epochs": rng.choice([12, 20, 30]), **self.transformer(["text", "action_text", "label_action_text", "dialogue"])}
        if self.end_to_end:
            step.update(entity_recognition=False, epochs=50)
            self.maybe(step, 0.6, "e2e_confidence_threshold", 0.2, 0.4)
        if rng.random() < 0.3:
            step["featurizer"] = [{"name": "FullDialogueTrackerFeaturizer", "state_featurizer": [{"name": "SingleStateFeaturizer"}]}]
        elif rng.random() < 0.4:
            step["featurizer"] = [{"name": "MaxHistoryTrackerFeaturizer", "max_history": rng.choice([2, 4, 7]), "state_featurizer": [{"name": "SingleStateFeaturizer"}]}]
        else:
            self.maybe(step, 0.8, "max_history", 2, 3, 5, 8)
        # Rasa cannot train the loss of margins on whole dialogues.
        if rng.random() < 0.25 and "Full" not in str(step.get("featurizer")):
            step["loss_type"] = "margin"
            self.maybe(step, 0.6, "similarity_type", "inner", "cosine")
        else:
            self.maybe(step, 0.6, "constrain_similarities", True)
            self.maybe(step, 0.4, "ranking_length", 3, 5)
            if "ranking_length" in step:
                self.maybe(step, 0.5, "renormalize_confidences", True)
        return step

    def draw_UnexpecTEDIntent(self):
        step = {"name": "UnexpecTEDIntentPolicy", "epochs": self.rng.choice([15, 25]), **self.transformer(["text", "dialogue"])}
        self.maybe(step, 0.7, "max_history", 2, 4, 6)
        self.maybe(step, 0.7, "tolerance", 0.0, 0.05, 0.3, 0.8)
        self.maybe(step, 0.5, "ignore_intents_list", ["greet"], ["affirm", "deny", self.bot.topics[0]])
        self.maybe(step, 0.3, "ranking_length", 0, 3)
        if self.rng.random() < 0.3:
            history = {"max_history": step["max_history"]} if "max_history" in step else {}
            step["featurizer"] = [{"name": "IntentMaxHistoryTrackerFeaturizer", **history, "state_featurizer": [{"name": "IntentTokenizerSingleStateFeaturizer"}]}]
        return step

    def draw_pipeline(self):
        rng, bot = self.rng, self.bot
        steps = [{"name": "WhitespaceTokenizer"}]
        if rng.random() < 0.5:
            steps.append({"name": "RegexFeaturizer"})
        if rng.random() < 0.5:
            steps.append({"name": "LexicalSyntacticFeaturizer"})
        steps += [{"name": "CountVectorsFeaturizer"}, {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 3}]
        if rng.random() < 0.25:
            steps.append({
                "name": "DIETClassifier", "epochs": 40, "random_seed": rng.randint(1, 999), "transformer_size": 48, "number_of_transformer_layers": 1,
                "number_of_attention_heads": 2, "embedding_dimension": 12, "dense_dimension": {"text": 48, "label": 12}, "concat_dimension": {"text": 48, "label": 12},
                "constrain_similarities": True, "BILOU_flag": rng.random() < 0.5})
        else:
            # These are trained in no time; the sister tool sees to the understanding of texts.
            steps += [{"name": "LogisticRegressionClassifier"}, {"name": "CRFEntityExtractor", "BILOU_flag": rng.random() < 0.5}]
        if rng.random() < 0.6:
            steps.append({"name": "RegexEntityExtractor"})
        if rng.random() < 0.8:
            steps.append({"name": "EntitySynonymMapper"})
        if bot.retrieval:
            step = {"name": "ResponseSelector", "epochs": 20, "random_seed": rng.randint(1, 999), "hidden_layers_sizes": {"text": [32], "label": [32]}, "constrain_similarities": True}
            self.maybe(step, 0.5, "retrieval_intent", "faq")
            steps.append(step)
        if bot.fallback or rng.random() < 0.3:
            steps.append({"name": "FallbackClassifier", "threshold": rng.choice([0.3, 0.5, 0.7]), "ambiguity_threshold": rng.choice([0.05, 0.1])})
        return steps
