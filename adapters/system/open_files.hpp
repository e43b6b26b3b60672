#pragma once
/// How many files the process may have open. Called once, by main.

namespace sluice {

/// As many as the system lets it: RocksDB keeps each of its files open, and the usual soft limit of
/// 1,024 is meant for programs that call select(2). Some fifteen million orders would reach it.
void allow_many_open_files() noexcept;

}  // namespace sluice
