#include "domain/channel/limits.hpp"

#include "base/enumerators.hpp"

namespace sluice::channel {

constexpr std::array<setting_row, setting_count> setting_rows{{
    {setting::enabled, "enabled", 0, 1},
    {setting::max_in_flight, "max_in_flight", 1, 100'000},
    {setting::queue_capacity, "queue_capacity", 0, 1'000'000},
    {setting::queue_deadline, "queue_deadline_ms", 1, 600'000},
    {setting::calls_per_second, "calls_per_second", 0, 1'000'000},
}};

static_assert(is_indexed_by(setting_rows, &setting_row::which), "every setting has a row");

const setting_row& row_of(setting s) noexcept { return setting_rows[static_cast<std::size_t>(s)]; }

}  // namespace sluice::channel
