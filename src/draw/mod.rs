//! What scenes share.
