#include "adapters/packing/inflate.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace sluice::packing {
namespace {

/// zlib's argument windowBits: the largest window, and what is expected around the bytes.
int window_of(wrapping around) noexcept {
  switch (around) {
    case wrapping::none: return -MAX_WBITS;
    case wrapping::zlib: return MAX_WBITS;
    case wrapping::gzip: return MAX_WBITS + 16;
  }
  return MAX_WBITS;
}

class inflater {
 public:
  explicit inflater(wrapping around) : ready_(inflateInit2(&state_, window_of(around)) == Z_OK) {}
  ~inflater() {
    if (ready_) inflateEnd(&state_);
  }
  inflater(const inflater&) = delete;
  inflater& operator=(const inflater&) = delete;

  [[nodiscard]] bool is_ready() const noexcept { return ready_; }
  [[nodiscard]] z_stream& state() noexcept { return state_; }

 private:
  z_stream state_{};
  bool ready_;
};

}  // namespace

std::optional<std::string> inflated(std::string_view packed, wrapping around, std::size_t most) {
  if (packed.size() > std::numeric_limits<uInt>::max()) return std::nullopt;
  inflater with(around);
  if (!with.is_ready()) return std::nullopt;
  auto& state = with.state();
  std::string given(packed);  // zlib's pointer is not const
  state.next_in = reinterpret_cast<Bytef*>(given.data());
  state.avail_in = static_cast<uInt>(given.size());
  constexpr std::size_t step = std::size_t{64} << 10;
  std::string out;
  int status = Z_OK;
  while (status == Z_OK) {
    const auto before = out.size();
    if (before > most) return std::nullopt;
    out.resize(before + step);
    state.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    state.avail_out = static_cast<uInt>(step);
    status = inflate(&state, Z_NO_FLUSH);
    out.resize(out.size() - state.avail_out);
  }
  if (status != Z_STREAM_END || state.avail_in != 0 || out.size() > most) return std::nullopt;
  out.shrink_to_fit();  // of an archive there may be many
  return out;
}

bool is_gzip(std::string_view bytes) noexcept { return bytes.starts_with("\x1f\x8b"); }

}  // namespace sluice::packing
