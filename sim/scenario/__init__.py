"""The scenario room: what people write, as frozen models, inputs and tables."""
