"""Records small encoders and tag sequences with real Rasa 3.6.21, as what the tests of Inference compare with.

Run with the Python of an environment that has Rasa:  python make_fixtures.py
Writes NAME.tf_model.index, NAME.tf_model.data-00000-of-00001 and recorded.json beside this file.
"""
import json
import os

import numpy as np
import tensorflow as tf
from rasa.utils.tensorflow.crf import crf_decode
from rasa.utils.tensorflow.transformer import TransformerEncoder

HERE = os.path.dirname(os.path.abspath(__file__))
VARIANTS = {
    "plain": dict(density=0.2),
    "dense": dict(density=1.0),
    "unidirectional": dict(density=0.4, unidirectional=True),
    "relative": dict(density=0.4, use_key_relative_position=True, use_value_relative_position=True, max_relative_position=3),
    "lookback": dict(density=0.4, unidirectional=True, use_key_relative_position=True, use_value_relative_position=True, max_relative_position=2),
}


class Holder(tf.Module):
    pass


def record_encoder(name, options):
    tf.random.set_seed(7)
    encoder = TransformerEncoder(2, 8, 2, 16, 0.0, **options)
    rng = np.random.default_rng(3)
    cases = []
    for tokens in (1, 3, 20):
        x = rng.normal(size=(1, tokens, 6)).astype(np.float32)
        if not cases:
            encoder(x, tf.zeros((1, tokens, 1)), training=False)
            for v in encoder.trainable_variables:
                v.assign(v + tf.constant(rng.normal(scale=0.3, size=v.shape).astype(np.float32)))
        y, _ = encoder(x, tf.zeros((1, tokens, 1)), training=False)
        cases.append({"input": x[0].tolist(), "output": y.numpy()[0].tolist()})
    # What training's last step leaves behind the masks; it must not change what comes out.
    for layer in encoder.submodules:
        if getattr(layer, "kernel_mask", None) is not None:
            layer.kernel.assign_add(0.01 * (1 - layer.kernel_mask))
    model = Holder()
    model.encoder = encoder
    tf.train.Checkpoint(model=model).write(os.path.join(HERE, name + ".tf_model"))
    return cases


def record_tags():
    rng = np.random.default_rng(5)
    cases = []
    for tokens in (1, 2, 5, 9):
        for scale in (0.5, 3.0, 30.0):
            logits = rng.normal(scale=scale, size=(1, tokens + 1, 5)).astype(np.float32)
            transitions = rng.normal(scale=scale, size=(5, 5)).astype(np.float32)
            ids, scores, _ = crf_decode(logits, tf.constant(transitions), tf.constant([tokens]))
            cases.append({"logits": logits[0, :tokens].tolist(), "transitions": transitions.tolist(),
                          "tags": ids.numpy()[0, :tokens].tolist(), "confidences": scores.numpy()[0, :tokens].tolist()})
    return cases


encoders = {name: record_encoder(name, options) for name, options in VARIANTS.items()}
with open(os.path.join(HERE, "recorded.json"), "w") as f:
    json.dump({"encoders": encoders, "tags": record_tags()}, f, indent=None, separators=(",", ":"))
