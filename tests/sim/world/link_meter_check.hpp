#pragma once
/// Figures of links go by the order_watch and by lines of their own: whatever can happen to an
/// order in these worlds, they must put its money, and its refunds, where its replay has them.

#include "actors/figures/link_meter.hpp"
#include "domain/order/decide.hpp"
#include "events/stream_name.hpp"
#include "tests/catch.hpp"

namespace sluice::test::link_figures_of_worlds {

class still_clock final : public clock_port {
 public:
  instant now() override { return instant{}; }
  instant machine_time() override { return instant{}; }
};

/// A meter whose process ends after every `life` records, and begins again from its bookmark; every
/// third time from the one before, as after a crash, so that it reads the records between again.
class mortal_link_meter {
 public:
  mortal_link_meter(const store::event_log& log, std::uint32_t life)
      : log_(&log, [](const store::event_log*) {}), life_(life) {
    begin();
  }

  void take(const decoded_record& r) {
    CHECK(now_->take(r));
    CHECK(now_->flush());
    since_.push_back(r.record().position);
    if (++taken_ % life_ != 0) return;
    const bool crashes = ++deaths_ % 3 == 0;
    if (!crashes) {
      kept_ = now_->state();
      since_.clear();
    }
    begin();
    REQUIRE(now_->restore(kept_));
    if (crashes) read_again();
  }
  [[nodiscard]] const link_figures& figures() const { return *figures_; }

 private:
  void begin() {
    figures_ = std::make_shared<link_figures>(std::vector<figures::link>{}, instant{});
    now_ = std::make_unique<link_meter>(
        link_meter::needs{figures_, log_, std::make_shared<still_clock>()});
    if (kept_.version == 0) kept_ = now_->state();
  }
  void read_again() {
    if (since_.empty()) return;
    CHECK_FALSE(log_->read_all(since_.front(), [&](const store::record& r) {
      CHECK(now_->take(decoded_record{r}));
      return r.position < since_.back();
    }));
    CHECK(now_->flush());
  }

  std::shared_ptr<const store::event_log> log_;
  std::uint32_t life_, taken_ = 0, deaths_ = 0;
  std::shared_ptr<link_figures> figures_;
  std::unique_ptr<link_meter> now_;
  follower::snapshot kept_{};
  std::vector<store::sequence> since_;  ///< the bookmark was saved
};

/// "wechat/payment_code 28333333": orders and minor units.
using minutes = std::map<std::string, std::pair<std::uint64_t, std::int64_t>>;
/// "wechat 20000 2": so many of that day have that end; "wechat 20000": so many were asked for.
using days = std::map<std::string, std::uint64_t>;

inline std::string minute_of(const channel_id& at, business_type type, instant when) {
  return to_text(figures::link{at, type}) + ' ' +
         std::to_string(when.time_since_epoch().count() / 60'000);
}

inline std::int64_t day_in_beijing(instant when) {
  return (when.time_since_epoch().count() + 8 * 3'600'000) / 86'400'000;
}

/// By the engine's own evolve.
struct replayed_orders {
  minutes paid;
  days refunds;

  void take(const order_id& id, const order::event& e, instant when) {
    auto& o = orders_[id];
    const bool was_paid = std::holds_alternative<order::paid>(o.now);
    apply(o, e, when);
    if (o.is_shadow) return;
    if (!was_paid && std::holds_alternative<order::paid>(o.now)) {
      const auto* a = paying_attempt(o);
      auto& sum = paid[minute_of(a->channel, o.type, when)];
      ++sum.first;
      sum.second += a->held->minor_units;
    }
    note_refunds(id, o, when);
  }

 private:
  void note_refunds(const order_id& id, const order::state& o, instant when) {
    for (const auto& r : o.refunds) {
      if (r.purpose == order::refund_purpose::release) continue;
      using status = order::refund::status;
      auto& known = refunds_[to_string(id) + ' ' + r.number.value()];
      const auto day = day_in_beijing(r.requested);
      const auto of = find_attempt(o, r.attempt)->channel.value() + ' ' + std::to_string(day);
      if (!std::exchange(known.is_counted, true)) ++refunds[of];
      if (known.is_over || (r.state != status::done && r.state != status::failed)) continue;
      known.is_over = true;
      const auto late = day_in_beijing(when) - day;
      const int end =
          r.state == status::failed ? 4
          : late <= 0               ? 0
          : late == 1               ? 1
          : late <= 7               ? 2
                                    : 3;
      ++refunds[of + ' ' + std::to_string(end)];
    }
  }

  struct seen_refund {
    bool is_counted = false, is_over = false;
  };
  std::map<order_id, order::state> orders_;
  std::map<std::string, seen_refund> refunds_;
};

/// Clocks leap by a year in some worlds: what is too old for the latest of its kind is not kept.
template <class Known>
void forget_old_ones(Known& all, std::int64_t kept) {
  const auto parts = [](const std::string& name) {
    const auto blank = name.find(' ');
    return std::pair(name.substr(0, blank), std::stoll(name.substr(blank + 1)));
  };
  std::map<std::string, std::int64_t> latest;
  for (const auto& [name, counted] : all) {
    const auto [of, number] = parts(name);
    latest[of] = std::max(latest[of], static_cast<std::int64_t>(number));
  }
  std::erase_if(all, [&](const auto& one) {
    const auto [of, number] = parts(one.first);
    return number <= latest.at(of) - kept;
  });
}

inline minutes minutes_in(const link_figures& all) {
  minutes out;
  for (const auto& [of, kept] : all.keep())
    for (const auto& s : kept.paid) {
      auto& sum = out[to_text(of) + ' ' + std::to_string(s.number)];
      sum.first += s.counted.orders;
      for (const auto minor : s.counted.minor) sum.second += minor;
    }
  return out;
}

inline days days_in(const link_figures& all) {
  days out;
  for (const auto& [channel, counted] : all.refunds())
    for (const auto& d : counted.days) {
      const auto of = channel.value() + ' ' + std::to_string(d.number);
      out[of] = d.counted.requested;
      for (std::size_t i = 0; i < d.counted.ended.size(); ++i)
        if (d.counted.ended[i] != 0) out[of + ' ' + std::to_string(i)] = d.counted.ended[i];
    }
  return out;
}

/// The log of one world, by the engine's own evolve, beside a meter.
class check {
 public:
  check(std::uint64_t seed, const store::event_log& log) : counts_(log, seed % 3 == 0 ? 7 : 1000) {}

  void take(const decoded_record& d) {
    counts_.take(d);
    const auto& r = d.record();
    const auto owner = owner_of_stream(r.stream);
    if (const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr)
      found_.take(*id, std::get<order::event>(std::get<decoded>(d.content()).event), time_of(r));
  }

  /// After the last record.
  void finish() {
    forget_old_ones(found_.paid, figures::minutes_kept);
    forget_old_ones(found_.refunds, figures::refund_book::days_kept);
    CHECK(minutes_in(counts_.figures()) == found_.paid);
    CHECK(days_in(counts_.figures()) == found_.refunds);
  }
  [[nodiscard]] std::size_t paid_minutes() const noexcept { return found_.paid.size(); }
  [[nodiscard]] std::size_t refund_ends() const noexcept { return found_.refunds.size(); }

 private:
  mortal_link_meter counts_;
  replayed_orders found_;
};

}  // namespace sluice::test::link_figures_of_worlds
