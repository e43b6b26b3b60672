#pragma once
/// What can befall the bytes of a call and its answer, in worlds where calls travel as bytes. Apart
/// from the hazards of all worlds (hazards.hpp), because a seed without bytes must not change with
/// them. To add one: a row here, and what it does in sim/wire/damage.cpp.

#include <array>
#include <cstdint>
#include <string_view>

#include "base/enumerators.hpp"

namespace sluice::sim {

enum class byte_hazard : std::uint8_t {
  request_flipped,
  answer_cut,
  answer_flipped,
  members_reordered,
  signed_by_another,
  signature_missing,
  key_unknown,
  second_key,
  page_for_people,
  body_empty,
  charset_wrong,
  body_too_large,
  status_wrong,
  of_another_account,
  of_another_order,
};

inline constexpr std::size_t byte_hazard_count =
    static_cast<std::size_t>(byte_hazard::of_another_order) + 1;

struct byte_hazard_row {
  byte_hazard what;
  std::string_view name;  ///< in reports
  bool harmless;  ///< who reads with care understands the answer all the same
  std::string_view happens;
};

inline constexpr std::array<byte_hazard_row, byte_hazard_count> byte_hazards{{
    {byte_hazard::request_flipped, "request_flipped", false, "a bit of the request is flipped"},
    {byte_hazard::answer_cut, "answer_cut", false, "the answer ends too early"},
    {byte_hazard::answer_flipped, "answer_flipped", false, "a bit of the answer is flipped"},
    {byte_hazard::members_reordered, "members_reordered", true,
     "the answer's members, or its headers, come in another order"},
    {byte_hazard::signed_by_another, "signed_by_another", false,
     "the answer is signed with a key that is not the channel's"},
    {byte_hazard::signature_missing, "signature_missing", false, "the answer is not signed"},
    {byte_hazard::key_unknown, "key_unknown", false,
     "the answer names a key or certificate that the engine does not know"},
    {byte_hazard::second_key, "second_key", true,
     "the answer is signed with the other one of two keys that the engine knows"},
    {byte_hazard::page_for_people, "page_for_people", false,
     "a page for people comes instead of the answer"},
    {byte_hazard::body_empty, "body_empty", false, "the answer has no body"},
    {byte_hazard::charset_wrong, "charset_wrong", false,
     "the answer holds bytes of another charset"},
    {byte_hazard::body_too_large, "body_too_large", false,
     "the answer is too large, and thrown away"},
    {byte_hazard::status_wrong, "status_wrong", false,
     "the answer comes with another status than the channel gave it"},
    {byte_hazard::of_another_account, "of_another_account", false,
     "the answer is one to another account"},
    {byte_hazard::of_another_order, "of_another_order", false,
     "an old answer about another order comes instead"},
}};

static_assert(is_indexed_by(byte_hazards, &byte_hazard_row::what), "a row each, in order");
static_assert(has_each_once(byte_hazards, &byte_hazard_row::name), "no two share a name");

[[nodiscard]] constexpr const byte_hazard_row& row_of(byte_hazard h) noexcept {
  return byte_hazards[static_cast<std::size_t>(h)];
}

}  // namespace sluice::sim
