// A code in two rows of one table: the second says what nobody will ever be told.
// says: a code has one row
#include <array>

#include "adapters/channels/code_table.hpp"

#ifdef RIGHT
constexpr std::string_view refused = "NOTENOUGH";
#else
constexpr std::string_view refused = "SYSTEMERROR";
#endif
constexpr std::array codes{
    sluice::attempt_row{"SYSTEMERROR", sluice::order::finding::unknown},
    sluice::attempt_row{refused, sluice::order::finding::not_paid},
};
static_assert(sluice::name_each_code_once(codes), "a code has one row");
