#pragma once
/// All judges of one world, and what they know together.

#include "sim/judges/access_judge.hpp"
#include "sim/judges/agreement_judge.hpp"
#include "sim/judges/alarm_judge.hpp"
#include "sim/judges/alert_judge.hpp"
#include "sim/judges/approval_judge.hpp"
#include "sim/judges/book_judge.hpp"
#include "sim/judges/call_judge.hpp"
#include "sim/judges/code_judge.hpp"
#include "sim/judges/difference_judge.hpp"
#include "sim/judges/duty_judge.hpp"
#include "sim/judges/end_judge.hpp"
#include "sim/judges/endpoint_judge.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/figures_judge.hpp"
#include "sim/judges/history_judge.hpp"
#include "sim/judges/ledger_judge.hpp"
#include "sim/judges/money_judge.hpp"
#include "sim/judges/neighbour_judge.hpp"
#include "sim/judges/publication_judge.hpp"
#include "sim/judges/quota_judge.hpp"
#include "sim/judges/record_judge.hpp"
#include "sim/judges/reply_judge.hpp"
#include "sim/judges/risk_judge.hpp"
#include "sim/judges/sealing_judge.hpp"
#include "sim/judges/settings_judge.hpp"
#include "sim/judges/time_judge.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/judges/waiting_judge.hpp"
#include "sim/judges/webhook_judge.hpp"

namespace sluice::sim {

struct court {
  court(const plan& p, const timeline& time, const machine& where, const locksmith& keys)
      : replays(says),
        times(p.engine, time, where, says),
        settings(p.engine, known, time, says),
        quotas(known, time, where, says),
        endpoints(p.engine, time, says),
        book(p.engine, settings, says),
        publication(says),
        alerts(says),
        access(time, says),
        approvals(p.approvals, alerts, says),
        sealing(says),
        reroutes(p.engine, says),
        breakers(time, where, says),
        routes(settings, says),
        levels(time, where, says),
        essentials(time, where, says),
        rules(time, where, says),
        risks(known, time, where, says),
        codes(says),
        agreements(time, says),
        webhooks(p.engine, says),
        alarms(p.engine, is_quiet(p), time, says),
        duties(p.engine, says),
        figures(times, says),
        differences(known, says),
        records(time, says),
        balances(says),
        history(known, where, keys,
                {replays,   times,   book,      publication, alerts,     settings, access,
                 approvals, sealing, reroutes,  breakers,    routes,     levels,   essentials,
                 rules,     quotas,  endpoints, risks,       agreements, webhooks, alarms,
                 duties,    figures, balances,  differences},
                says),
        calls(known, p.engine, time, {times, settings, codes}, says),
        replies(known, p.engine, time,
                {settings, rules, quotas, endpoints, levels, essentials, agreements, balances},
                says),
        waiting(known, p.engine, time, says),
        money(known, says),
        ledger(known, money, balances, says),
        end(known, p.engine, time, says),
        neighbours(p, known, says) {}
  court(const court&) = delete;
  court& operator=(const court&) = delete;

  verdict says;
  facts known;
  replay_judge replays;
  time_judge times;
  settings_judge settings;
  quota_judge quotas;
  endpoint_judge endpoints;
  book_judge book;
  publication_judge publication;
  alert_judge alerts;
  access_judge access;
  approval_judge approvals;
  sealing_judge sealing;
  reroute_judge reroutes;
  breaker_judge breakers;
  route_judge routes;
  level_judge levels;
  essential_judge essentials;
  rules_judge rules;
  risk_judge risks;
  code_judge codes;
  agreement_judge agreements;
  webhook_judge webhooks;
  alarm_judge alarms;
  duty_judge duties;
  figures_judge figures;
  difference_judge differences;
  record_judge records;
  balance_judge balances;
  history_judge history;
  call_judge calls;
  reply_judge replies;
  waiting_judge waiting;
  money_judge money;
  ledger_judge ledger;
  end_judge end;
  neighbour_judge neighbours;
};

}  // namespace sluice::sim
