//! Tests over the whole way.
