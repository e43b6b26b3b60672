#pragma once
/// The words in which order_table.txt names commands, and what they stand for.

#include <string>
#include <string_view>
#include <vector>

#include "domain/order/command.hpp"

namespace sluice::test {

struct phrase {
  std::string words;
  order::command command;
};

/// Every command the table must have an answer to, in each place.
[[nodiscard]] const std::vector<phrase>& phrases();

}  // namespace sluice::test
