#include "actors/desk/endpoint_limits.hpp"

#include <algorithm>
#include <utility>

#include "actors/desk/asked_command.hpp"

namespace sluice {
namespace {

/// The reply gives the request's place back.
class reply_from_place final : public reply_address {
 public:
  reply_from_place(std::shared_ptr<reply_address> to, std::shared_ptr<overload::endpoint_door> door)
      : to_(std::move(to)), door_(std::move(door)) {}
  void reply(const answer& a) override {
    door_->give_back();
    to_->reply(a);
  }

 private:
  std::shared_ptr<reply_address> to_;
  std::shared_ptr<overload::endpoint_door> door_;
};

/// "order.create" is order.create, in whatever version.
bool is_called(std::string_view name, const access::command& c) noexcept {
  return name.size() == c.system.size() + 1 + c.operation.size() && name.starts_with(c.system) &&
         name.ends_with(c.operation);
}

}  // namespace

endpoint_limits::endpoint_limits(const std::map<std::string, overload::endpoint_limits>& all,
                                 std::shared_ptr<clock_port> clock)
    : clock_(std::move(clock)) {
  for (const auto& [name, limits] : all)
    all_.push_back({name, std::make_shared<overload::endpoint_door>(name, limits)});
}

std::optional<rejection> endpoint_limits::take(request& r) const {
  if (all_.empty() || !r.is_services) return std::nullopt;
  const auto what = command_of(r);
  const auto its = std::find_if(
      all_.begin(), all_.end(), [&](const limited& one) { return is_called(one.name, what); });
  if (its == all_.end()) return std::nullopt;
  auto no = its->door->take(clock_->now());
  if (!no) r.reply_to = std::make_shared<reply_from_place>(std::move(r.reply_to), its->door);
  return no;
}

}  // namespace sluice
