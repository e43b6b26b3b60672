#pragma once
/// Where a command is asked for: the names that come from its system, operation and version.

#include <algorithm>
#include <array>

#include "adapters/api/constant_text.hpp"

namespace sluice::api {

struct command_address {
  std::string_view system;     ///< "order"
  std::string_view operation;  ///< "create"; empty: the system is all there is to ask
  int version;                 ///< of the interface; the first one is not written
  std::string_view subject;    ///< after the prefix: "order.create", "v2.order.create"
  std::string_view name;       ///< in service discovery: "order-create", "order-create-v2"
  /// The same in every version: who asks again through another one asks for the same thing.
  std::string_view intent;
};

/// A word as a template's argument.
template <std::size_t N>
struct word {
  // NOLINTNEXTLINE(google-explicit-constructor): written as a literal
  consteval word(const char (&letters)[N]) { std::copy_n(letters, N, text.begin()); }
  [[nodiscard]] constexpr std::string_view view() const { return {text.data(), N - 1}; }
  std::array<char, N> text{};
};

template <word System, word Operation, std::int64_t Version>
struct command_names {
  static constexpr std::string_view dot = Operation.view().empty() ? "" : ".";
  static constexpr std::string_view dash = Operation.view().empty() ? "" : "-";
  static constexpr constant_text intent{System.view(), dash, Operation.view()};
  static constexpr constant_text plain_subject{System.view(), dot, Operation.view()};
  static constexpr constant_text later_subject{"v", Version, ".", plain_subject.view()};
  static constexpr constant_text later_name{intent.view(), "-v", Version};
};

/// address<"order", "create">, address<"order", "create", 2>
template <word System, word Operation, int Version = 1,
          class N = command_names<System, Operation, Version>>
inline constexpr command_address address{
    .system = System.view(),
    .operation = Operation.view(),
    .version = Version,
    .subject = Version == 1 ? N::plain_subject.view() : N::later_subject.view(),
    .name = Version == 1 ? N::intent.view() : N::later_name.view(),
    .intent = N::intent.view()};

}  // namespace sluice::api
