# The house rules that one line of a file can break. Called by lint.sh with paths from the root.
# Prints "file:line: rule: what to do". Bytes, not characters: run with LC_ALL=C.
# -v layers=FILE  the table of who may include what
# -v list=1       only print the names of the rules

function rule(name, advice) { names[++count] = name; what_to_do[name] = advice }

function break_rule(name, detail) {
  if (!(name in what_to_do)) { print "rules.awk: no rule " name > "/dev/stderr"; exit 2 }
  printf "%s:%d: %s: %s%s\n", FILENAME, FNR, name, detail, what_to_do[name]
}

BEGIN {
  rule("layer", "not from here; tests/lint/layers.txt says what this folder may include")
  rule("file-length", "more than 400 lines; split it by idea")
  rule("line-width", "more than 100 columns; break the line")
  rule("tab", "use spaces")
  rule("trailing-blank", "delete the blanks at the end of the line")
  rule("leftover", "finish it or delete it; plans do not belong into the tree")
  rule("pragma-once", "a header opens with #pragma once")
  rule("using-in-header", "name the namespace; a header must not open one for its includers")
  rule("switch-default", "name every enumerator, so that a new one does not compile")
  rule("catch-all-visitor", "one lambda per alternative, so that a new one does not compile")
  rule("hidden-clock", "take the time from the clock port; only adapters/system reads a clock")
  rule("hidden-chance", "take it from the random port; only adapters/system makes random numbers")
  rule("floating-point", "money and rules are whole numbers")
  rule("logging", "tell the observer; only adapters and programs log")
  rule("revealed-secret", "only who sends or checks a secret may; see reveals() in rules.awk")
  if (list) { for (i = 1; i <= count; i++) print names[i]; exit }
  while ((getline line < layers) > 0) {
    fields = split(line, field, /[ \t]+/)
    if (fields < 2 || line ~ /^#/) continue
    row_count++
    row_path[row_count] = "^" field[1]
    for (i = 2; i <= fields; i++) row_allows[row_count] = row_allows[row_count] " " field[i]
  }
  if (!row_count) { print "rules.awk: no layers in '" layers "'" > "/dev/stderr"; exit 2 }
  leftover = "(^|[^A-Za-z_])(TO" "DO|FIX" "ME|XX" "X|HA" "CK)([^A-Za-z_]|$)"
}

# -- layers ---------------------------------------------------------------------------------

# The form in which layers.txt names an include: "domain/money.hpp  <caf/all.hpp  <posix>  *.pb.h
function kind_of(include) {
  if (include ~ /\.pb\.h/) return "*.pb.h"
  if (include ~ /^<[a-z_0-9]+>/) return "std"
  if (include ~ /^<(sys|arpa|netinet|linux)\// || include ~ /^<[a-z]+\.h>/) return "<posix>"
  return include
}

function may_include(path, include,    row, known, allowed, n, i) {
  include = kind_of(include)
  if (include == "std") return 1
  for (row = 1; row <= row_count; row++) {
    if (path !~ row_path[row]) continue
    known = 1
    n = split(row_allows[row], allowed, " ")
    for (i = 1; i <= n; i++) if (index(include, allowed[i]) == 1) return 1
  }
  return !known
}

# -- helpers ----------------------------------------------------------------------------------

function is_code() { return FILENAME ~ /\.(cpp|hpp)$/ }

# The line without comments and without what stands in quotes.
function code_of(line) {
  gsub(/\\./, "", line)
  gsub(/"[^"]*"/, "\"\"", line)
  sub(/\/\/.*/, "", line)
  return line
}

function width_of(line) {
  gsub(/[\200-\277]/, "", line)  # the further bytes of a character beyond ASCII
  return length(line)
}

function may_use_chance() {
  return FILENAME ~ /^(adapters\/system\/|tests\/)/ || FILENAME ~ /bench/
}

# Adapters and programs may measure how long something takes; what time it is, only
# adapters/system knows.
function forbidden_clock() {
  if (may_use_chance()) return "no such clock"
  if (FILENAME ~ /^(adapters|app|audit)\//)
    return "system_clock|(gettimeofday|clock_gettime|std::time)\\("
  return "(system|steady|high_resolution)_clock|(gettimeofday|clock_gettime|std::time)\\("
}

# Where a payment code or key is needed as text: to send it, to compare it, to find its wallet.
function reveals() {
  return FILENAME ~ /^(adapters\/(channels|access|signing)\/|tests\/)/ ||
         FILENAME ~ /^adapters\/webhooks\/signature\.cpp$/ ||
         FILENAME ~ /^adapters\/nats\/(connection|risk_line)\.cpp$/ ||
         FILENAME ~ /^adapters\/(notices\/(http|smtp)|config\/read)_receivers?\.cpp$/ ||
         FILENAME ~ /^adapters\/(config\/read_account|http\/http_transfer)\.cpp$/ ||
         FILENAME ~ /^(actors\/merchant\/merchant_orders|app\/configuration_file)\.cpp$/ ||
         FILENAME ~ /^app\/demo\/webhook_receiver\.cpp$/ ||
         FILENAME ~ /^(base\/sealed|events\/private_codec)\.cpp$/ ||
         FILENAME ~ /^base\/secret(_url)?\.hpp$/ ||
         FILENAME ~ /^sim\/world\/(agreement_register|bank(_codes)?|risk_office)\.cpp$/ ||
         FILENAME ~ /^sim\/(judges\/(code_judge\.hpp|call_judge\.cpp)|wire\/hearing_judge\.cpp)$/ ||
         FILENAME ~ /^(domain\/bank_card|sim\/providers\/unionpay_wire)\.cpp$/
}

# -- rules ------------------------------------------------------------------------------------

FNR == 1 && FILENAME ~ /\.hpp$/ && $0 != "#pragma once" { break_rule("pragma-once") }
# Callers get the schema of the API as one file.
FNR == 401 && FILENAME !~ /\.(md|json)$/ && FILENAME !~ /api\/v1\/api\.proto$/ {
  break_rule("file-length")
}
/\t/ { break_rule("tab") }
/[ \t\r]$/ { break_rule("trailing-blank") }
$0 ~ leftover { break_rule("leftover") }
FILENAME !~ /\.md$/ && width_of($0) > 100 && $0 !~ /https?:\/\// { break_rule("line-width") }

is_code() && /^[ ]*#[ ]*include/ {
  include = $0
  sub(/^[ ]*#[ ]*include[ ]*/, "", include)
  if (!may_include(FILENAME, include)) break_rule("layer", include " ")
  next
}

is_code() {
  code = code_of($0)
  if (FILENAME ~ /\.hpp$/ && code ~ /^ *using namespace /) break_rule("using-in-header")
  if (FILENAME ~ /^domain\//) {
    if (code ~ /(^|[^A-Za-z_])default *:/) break_rule("switch-default")
    # An unnamed one swallows what it gets. A named one may hand on to an overload set, straight
    # under std::visit: there a forgotten overload does not compile either.
    if (code ~ /\]\((const )?auto ?[&*]*\)/ ||
        (code ~ /\]\((const )?auto/ && code !~ /std::visit\(\[/ && code ~ /^ *\[/))
      break_rule("catch-all-visitor")
    if (code ~ /(^|[^A-Za-z_])(float|double)([^A-Za-z_]|$)/) break_rule("floating-point")
  }
  if (code ~ forbidden_clock()) break_rule("hidden-clock")
  if (!may_use_chance() && code ~ /random_device|mt19937|(^|[^A-Za-z_])s?rand\(/)
    break_rule("hidden-chance")
  if (FILENAME !~ /^(adapters|app|bench|tests)\// &&
      code ~ /spdlog::|std::(cout|clog)/) break_rule("logging")
  if (!reveals() && code ~ /reveal\(\)/) break_rule("revealed-secret")
}
