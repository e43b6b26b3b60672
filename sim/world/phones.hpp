#pragma once
/// What payers read on their phones: the codes that banks send them. Every one begins with a mark,
/// so that a judge finds it wherever it must not be.

#include <map>
#include <string>
#include <string_view>

#include "sim/world/chance.hpp"

namespace sluice::sim {

inline constexpr std::string_view code_mark = "Sms7K";

class phones {
 public:
  /// To whoever pays the trade of this number.
  const std::string& ring(const std::string& trade, chance& roll) {
    return read_[trade] = std::string(code_mark) + std::to_string(100'000 + roll.below(900'000));
  }
  /// Empty: nothing has come.
  [[nodiscard]] std::string read(const std::string& trade) const {
    const auto it = read_.find(trade);
    return it == read_.end() ? std::string{} : it->second;
  }

 private:
  std::map<std::string, std::string> read_;
};

}  // namespace sluice::sim
