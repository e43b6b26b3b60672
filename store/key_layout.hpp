#pragma once
/// Names, keys and small values of the database, as written in events/FORMAT.md. Everything here is
/// on disks: DO NOT CHANGE a name, a letter or a width. Adding is described there.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "store/bytes.hpp"
#include "store/event_log.hpp"

namespace sluice::store {

/// What an index_entry is about. A letter is never used for something else.
namespace entry_kind {
inline constexpr char old_command = 'c';  ///< of older versions: a command id of whatever merchant
inline constexpr char command = 'm';  ///< merchant/command id -> the fingerprint of the command
inline constexpr char channel_key = 'k';  ///< a number we gave to a channel -> the order's stream
inline constexpr char proposed_command = 'a';  ///< merchant/command id -> what it proposed
inline constexpr char merchant_place = 'p';  ///< "#<place>" -> a merchant, and back
inline constexpr char number_origin = 'n';  ///< no key -> what numbers at channels derive from
}  // namespace entry_kind

namespace family {
inline constexpr const char* events = "events";
inline constexpr const char* streams = "streams";
inline constexpr const char* open = "open";
inline constexpr const char* entries = "entries";
inline constexpr const char* meta = "meta";
}  // namespace family

namespace meta_key {
inline constexpr std::string_view format = "format";
inline constexpr std::string_view partition = "partition";
inline constexpr std::string_view rocksdb = "rocksdb";  ///< the newest that wrote here, "7.8"
/// `streams` and `open` lack what records from this sequence on say; without one they have all.
inline constexpr std::string_view unindexed_from = "unindexed_from";
inline constexpr std::string_view log = "log";  ///< its id, log_history.hpp
inline constexpr std::string_view incarnations = "incarnations";
inline constexpr std::string_view birthmark = "birthmark";  ///< of HEAD, data_folder.hpp
inline constexpr std::string_view put_back = "put_back";  ///< log_history::put_back, "7@57"
/// The highest sequence known outside behind whose back an incarnation was begun.
inline constexpr std::string_view known_outside = "known_outside";
inline constexpr std::string_view cursor_prefix = "cursor/";
}  // namespace meta_key

/// Of the whole folder; a record has its own in its first byte. Format 1 had one record a page,
/// format 2 no id.
inline constexpr std::uint32_t folder_format = 3;

using event_key = std::array<char, 10>;
[[nodiscard]] event_key event_key_of(std::uint16_t partition, sequence at) noexcept;
/// Nothing when the key has another length or partition.
[[nodiscard]] std::optional<sequence> sequence_of_event_key(std::string_view key,
                                                            std::uint16_t partition) noexcept;

using open_key = std::array<char, 8>;
[[nodiscard]] open_key open_key_of(sequence opened_at) noexcept;

/// Where a stream ends and whether somebody still has to act on it: the value in `streams`.
struct stream_state {
  sequence last = 0;
  sequence opened_at = 0;  ///< 0: closed; otherwise its key in `open`
  stream_sequence position = 0;

  friend bool operator==(const stream_state&, const stream_state&) = default;
};
/// When one more record has been added: at `last`, the stream's `position`th.
[[nodiscard]] stream_state state_after(const stream_state& before, sequence last,
                                       stream_sequence position, bool closes_stream) noexcept;
[[nodiscard]] std::array<char, 20> encode(const stream_state& s) noexcept;
[[nodiscard]] std::optional<stream_state> decode_stream_state(std::string_view value) noexcept;
[[nodiscard]] stream_head head_of_state(const stream_state& s) noexcept;

[[nodiscard]] std::string cursor_key(std::string_view follower);
/// "18", or with a state "18 <version>" and behind a line feed the state.
[[nodiscard]] std::string encode(const bookmark& mark);
[[nodiscard]] std::optional<bookmark> decode_bookmark(std::string_view value);
/// Decimal text as in `meta`. Nothing when it is anything else or does not fit.
[[nodiscard]] std::optional<std::uint64_t> parse_decimal(std::string_view text) noexcept;

}  // namespace sluice::store
