#pragma once
/// What the values of measures must be that people take for a while (definitions/measures.hpp,
/// definitions/engine.hpp).

#include <limits>

#include "adapters/api/value_rules.hpp"
#include "domain/degradation/level.hpp"
#include "domain/merchant/measure.hpp"

namespace sluice::api {

inline constexpr auto level_names = names_in(merchant::level_rows);
inline constexpr constant_text level_words("one of ", level_names);
inline constexpr value_rule level_rule =
    one_of(level_names, level_words.view(), rejection_code::level_unknown);

inline constexpr auto engine_level_names = names_in(degradation::level_rows);
inline constexpr constant_text engine_level_words("one of ", engine_level_names);
inline constexpr value_rule engine_level_rule =
    one_of(engine_level_names, engine_level_words.view(), rejection_code::level_unknown);

inline constexpr value_rule restored_after_rule{
    .kind = value_kind::number,
    .code = rejection_code::setting_out_of_range,
    .check = check_number,
    .must_be = "0 or more",
    .least = 0,
    .most = std::numeric_limits<std::int64_t>::max()};

template <std::int64_t Most>
inline constexpr constant_text one_to_words("1 to ", Most);
template <std::int64_t Most>
inline constexpr value_rule one_to_rule{
    .kind = value_kind::number,
    .code = rejection_code::setting_out_of_range,
    .check = check_number,
    .must_be = one_to_words<Most>.view(),
    .least = 1,
    .most = Most};

}  // namespace sluice::api
