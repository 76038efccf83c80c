using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Core.Tests.PromQL;

/// <summary>Expressions of every construct, valid ones and near misses. What each of them is, promtool says.</summary>
internal static class ExpressionCorpus
{
    private static readonly string[] _valid =
    [
        // Numbers.
        "1", "0", "+1", "-1", "--1", "+-+1", "- 1", "1.", ".5", "1.5", "1e3", "1E3", "1e+3", "1e-3", "1.5e3", "5.e3", ".5e-3", "0x1F", "0X1f", "0xe", "0xe+5",
        "010", "08", "09.5", "00", "0e5", "0777777777777777777777777", "99999999999999999999", "0x7FFFFFFFFFFFFFFF", "1e308", "1e-400", "Inf", "inf", "+Inf", "-INF", "NaN",
        "nan", "-NaN", "123456789012345678901234567890", "0.1e1",

        // Texts.
        "\"\"", "''", "``", "\"a\"", "'a'", "`a`", "\"a'b\"", "'a\"b'", "\"\\\"\"", "'\\''", "`\\`", "`a\nb`", "\"\\a\\b\\f\\n\\r\\t\\v\\\\\"", "\"\\x41\\101\\u0041\\U00000041\"",
        "\"\\xff\"", "\"\\377\"", "\"\\xc3\\xa9\"", "\"é€😀\"", "\"\\ufffd\"", "\"\\U0010ffff\"", "\"tab\there\"", "\"cr\rhere\"", "`{{ $x }}`", "\"#no comment\"",

        // Selectors.
        "foo", "_foo", "foo:bar", ":foo", ":", "::", "foo1_2", "foo{}", "foo {}", "foo{a=\"b\"}", "foo{a=\"b\",}", "foo { a = \"b\" , c != 'd' }", "foo{a=~\"b.*\",c!~`d+`}",
        "{a=\"b\"}", "{__name__=\"foo\"}", "{__name__=~\"foo.+\"}", "{a!=\"\"}", "{a=~\".+\"}", "{a!~\".*\"}", "{a=~\".*\",b=\"c\"}", "{a!~\"x*\"}", "{a=\"b\",a=\"c\"}",
        "foo{a=\"\"}", "foo{a=~\"\"}", "foo{on=\"a\",by=\"b\",inf=\"c\",sum=\"d\",without=\"e\"}", "foo{a=\"\\xff\"}", "foo{a=\"\\n\"}", "{a=~\"\\\\b\"}", "{a=~\"(?i)x\"}",

        // Keywords for names.
        "sum", "avg", "by", "without", "and", "or", "unless", "offset", "start", "end", "count_values", "group", "and and and", "or or or", "unless unless unless",
        "offset offset 5m", "by{a=\"b\"}", "sum{a=\"b\"}", "sum + sum", "SUM", "sum(sum)", "sum by(by) (by)", "start offset 1m", "end @ end()", "stddev{}", "topk[5m]",
        "infinity", "nano", "summary", "by_x", "onwards", "boolean", "group_left_x",

        // Ranges, offsets, @ and subqueries.
        "foo[5m]", "foo[ 5m ]", "foo[5m # c\n]", "foo{a=\"b\"}[1h30m]", "foo[1y2w3d4h5m6s7ms]", "foo[4w]", "foo[1y]", "foo[5ms]", "foo[0s1ms]", "foo[292y]", "foo[05m]", "foo[00000000000000000000000005m]",
        "foo offset 5m", "foo offset -5m", "foo offset - 5m", "foo OFFSET 1w", "foo[5m] offset 1h", "foo @ 1609746000", "foo @ -1", "foo @ +1.5", "foo @ 1e3", "foo @ 0x10", "foo @ 010", "foo @ start()",
        "foo @ end()", "foo @ START ( )", "foo[5m] @ 5", "foo[5m] @ 5 offset 1m", "foo[5m] offset 1m @ 5", "foo @ 5 offset 1m", "foo offset 1m @ end()", "foo @ start() [5m]", "foo @ end()[5m] offset 1h",
        "foo[5m:]", "foo[5m:1m]", "foo[5m :1m ]", "foo[5m:1m] offset 1h", "foo[5m:1m] @ 5", "foo[5m:1m] offset 1h @ start()", "rate(foo[5m])[1h:]", "(foo)[5m:]", "(foo + bar)[5m:1m]",
        "foo offset 5m [5m:]", "foo @ 5 [5m:]", "max_over_time(rate(foo[5m])[1h:1m])", "sum(foo)[5m:]", "foo[5m x]", "foo[5m x1m]", "foo @ 1e18", "foo @ -1e18", "vector(1)[5m:]",
        "foo[5m] @ start()",

        // Operators.
        "1 + 2", "1+2*3-4/5%6^7", "2 ^ 3 ^ 2", "(2 ^ 3) ^ 2", "-2 ^ 2", "(-2) ^ 2", "2 ^ -3", "2 ^ -3 ^ 2", "2 ^ -3 * 4", "-foo", "+foo", "- - foo", "-(1)", "-(foo + bar)", "-foo * bar", "-foo ^ bar",
        "foo + bar", "foo - bar", "foo * bar", "foo / bar", "foo % bar", "foo ^ bar", "foo atan2 bar", "1 atan2 2", "foo ATAN2 bar", "foo == bar", "foo != bar", "foo < bar", "foo <= bar", "foo > bar", "foo >= bar",
        "foo == 1", "1 == foo", "1 == bool 1", "foo == bool bar", "foo == BOOL 1", "1 > bool 2 > bool 3", "foo and bar", "foo or bar", "foo unless bar", "foo AND bar", "a or b and c unless d", "a + b == c - d and e",
        "a - b - c", "a - (b - c)", "a / b * c", "a / (b * c)", "a == b != c", "a unless b and c", "a and (b or c)", "(a and b) or c", "a * b ^ c", "(a * b) ^ c", "a % b atan2 c", "a+b", "a+-b", "a--b", "a-+b",
        "foo + on(a) bar", "foo + on() bar", "foo + ignoring(a,b,) bar", "foo * on(a) group_left bar", "foo * on(a) group_left() bar", "foo * on(a) group_left(b, c) bar", "foo * ignoring(a) group_right(a) bar",
        "foo * ON(a) GROUP_RIGHT(b) bar", "foo == bool on(a) bar", "foo and on(a) bar", "foo or ignoring(a) bar", "foo unless on() bar", "1 + on() foo", "1 * on() group_left(x) foo", "foo > on(a) group_left bar",
        "foo * on(a) group_left() (bar)", "foo + on(by, on, bool, group_left, atan2, offset, start, ignoring, sum) bar", "foo * on(a) group_left -bar", "foo + bool_x", "a * on(x) group_left sum",
        "foo or vector(0)", "scalar(foo) + 1", "scalar(foo) == bool 1", "time() > bool 5", "pi() * 2",

        // Aggregations.
        "sum(foo)", "sum (foo)", "sum by (a) (foo)", "sum by(a,b)(foo)", "sum(foo) by (a)", "sum without (a) (foo)", "sum(foo) without (a,)", "sum by () (foo)", "sum(foo) by ()", "SUM BY (a) (foo)", "avg(foo)",
        "count(foo)", "min(foo)", "max(foo)", "group(foo)", "stddev(foo)", "stdvar(foo)", "topk(3, foo)", "bottomk(3, foo)", "topk(scalar(foo), bar) by (x)", "quantile(0.9, foo)", "count_values(\"v\", foo)",
        "count_values by (x) ('v', foo)", "count_values((\"v\"), foo)", "sum by (by, and, or, sum, on, start, end, bool, offset) (foo)", "sum(sum(sum(foo)))", "sum(foo) by (a) + sum(bar)", "sum((foo))", "topk(1 + 1, foo)",
        "sum(foo) by (a)[5m:]", "quantile((0.5), (foo))",

        // Calls.
        "time()", "rate(foo[5m])", "rate((foo[5m]))", "abs(foo)", "round(foo)", "round(foo, 5)", "hour()", "hour(foo)", "day_of_year()", "clamp(foo, 1, 2)", "clamp_min(foo, 1)", "label_replace(foo, \"a\", \"b\", \"c\", \"d\")",
        "label_join(foo, \"a\", \",\")", "label_join(foo, \"a\", \",\", \"b\")", "label_join(foo, \"a\", \",\", \"b\", \"c\", 'd', `e`)", "histogram_quantile(0.9, rate(foo_bucket[5m]))", "histogram_fraction(0, 0.2, foo)",
        "histogram_count(foo)", "histogram_sum(foo)", "holt_winters(foo[5m], 0.5, 0.5)", "predict_linear(foo[1h], 3600)", "quantile_over_time(0.5, foo[5m])", "vector(1)", "scalar(foo)", "absent(foo{a=\"b\"})",
        "absent_over_time(foo[5m])", "sum(rate(foo[5m])) / sum(rate(bar[5m]))", "rate(foo[5m] offset 1h)", "rate(foo[5m] @ 5)", "timestamp(foo)", "sort_desc(foo)", "present_over_time(foo[5m])", "last_over_time(foo[5m])",
        "rate(foo[5m:1m])", "sgn(foo)", "deg(foo)", "acosh(foo)", "clamp(foo, scalar(bar), 1 + 1)", "pi()", "days_in_month(foo)", "vector(time())",

        // Spaces and comments.
        "foo # comment", "# comment\nfoo", "foo #c\r+ bar", "foo\n+\tbar", " \r\n\tfoo ", "sum # a\n( # b\nfoo # c\n)", "{ # c\na=\"b\" # d\n}", "foo#", "foo # é\ufffd", "#\n#\nfoo",

        // What SLO rules look like.
        "sum(rate(http_requests_total{job=\"api\",code=~\"5..\"}[5m])) / sum(rate(http_requests_total{job=\"api\"}[5m]))",
        "(slo:sli_error:ratio_rate5m{sloth_id=\"a-b\"} > (14.4 * 0.0009999999999999432)) and ignoring (sloth_window) (slo:sli_error:ratio_rate1h{sloth_id=\"a-b\"} > (14.4 * 0.0009999999999999432))",
        "sum_over_time(slo:sli_error:ratio_rate5m{sloth_id=\"a-b\"}[30d]) / ignoring (sloth_window) count_over_time(slo:sli_error:ratio_rate5m{sloth_id=\"a-b\"}[30d])",
        "max(a > b) without (sloth_window) or max(c > d) without (sloth_window)",
        "1 - (sum(rate(x_bucket{le=\"0.3\"}[1h])) or vector(0)) / (sum(rate(x_count[1h])) > 0)",
        "histogram_quantile(0.99, sum by (le, job) (rate(http_request_duration_seconds_bucket{job=~\"api|web\"}[10m])))",
        "slo:objective:ratio * on (sloth_id) group_left (sloth_service) (1 - slo:current_burn_rate:ratio)",
        "absent(up{job=\"api\"}) == 1", "vector(0.9990000000000001)", "vector(30)", "label_replace(vector(1), \"a\", \"$1\", \"\", \"(.*)\")",
    ];

    private static readonly string[] _invalid =
    [
        "", " ", "#", "# foo", "1_000", "0b1", "0x", "0x1.8", "0xFFFFFFFFFFFFFFFF", "1e", "1e+", "1e400", "1..2", "1.2.3", ".", "1 2", "1foo", "0xg", "1.foo", "5m", "1h + 1", "infx 1", "+", "-", "1 +",
        "\"", "'a", "`a", "\"a\nb\"", "\"\\q\"", "\"\\'\"", "'\\\"'", "\"\\x4\"", "\"\\400\"", "\"\\08\"", "\"\\ud800\"", "\"\\U00110000\"", "\"\ufffd\"", "`\ufffd`", "\"a\" + 1", "\"a\" == \"b\"", "-\"a\"", "\"a\\\"",
        "1a", "foo bar", "foo-", "é", "foo.bar", "foo$", "foo{", "foo}", "foo{a}", "foo{a=}", "foo{a=b}", "foo{a=1}", "foo{=\"b\"}", "foo{\"b\"}", "foo{a==\"b\"}", "foo{a=\"b\" c=\"d\"}", "foo{,}", "foo{a=\"b\",,}", "foo{a=\"b\"}{}",
        "foo{a:b=\"c\"}", "foo{1=\"b\"}", "foo{a>\"b\"}", "foo{a=\"b\"", "{}", "{a=\"\"}", "{a=~\".*\"}", "{a=~\"\"}", "{a!=\"b\"}", "{a!~\"b\"}", "{a=~\"b|\"}", "{a!~\".+\"}", "{a=~\"b*\"}", "{a=~\"^$\"}", "{a=~\"\\\\B\"}",
        "foo{__name__=\"bar\"}", "foo{__name__!=\"bar\"}", "foo{__name__=~\"\"}", "foo{a=~\"(\"}", "foo{a=~\"[\"}", "foo{a=~\"*\"}", "foo{a=~\"a**\"}", "foo{a!~\")\"}", "foo{a=~\"\\xff\"}", "foo{a=~\"\\\\8\"}", "foo{a!\"b\"}", "foo{{}}", "foo{a=\"b\"}}",
        "on", "ignoring", "bool", "group_left", "group_right", "atan2", "on{}", "by(x)", "offset(x)", "start()", "end()", "by (a) foo", "without (a)", "sum by", "sum by (a)", "sum without {}",
        "foo[", "foo]", "foo[]", "foo[5]", "foo[0]", "foo[0s]", "foo[5m", "foo[m]", "foo[5x]", "foo[1.5h]", "foo[-5m]", "foo[1m1h]", "foo[1h1h]", "foo[1h 30m]", "foo[5M]", "foo[5m]]", "foo[[5m]]", "foo[# c\n5m]", "foo[293y]",
        "foo[99999999999999999999y]", "foo[9223372036854775807ms]", "foo[5m][5m]", "foo[5m][5m:]", "foo[5m:][5m:]", "foo[5m::1m]", "foo[5m:1m:]", "foo[:1m]", "foo[5m:1]", "foo[5m xy]", "foo[5m:x]", "foo[:]", "(foo)[5m]", "1[5m]", "1[5m:]",
        "\"a\"[5m]", "\"a\"[5m:]", "sum(foo)[5m]", "rate(foo[5m])[5m]", "foo offset", "foo offset 5", "foo offset 0s", "foo offset +5m", "foo offset --5m", "foo offset foo", "foo offset 5m offset 5m", "foo offset 5m [5m]", "foo @ 5 [5m]",
        "(foo) offset 5m", "1 offset 5m", "sum(foo) offset 5m", "(foo + bar) offset 5m", "-(foo) offset 5m", "offset 5m", "foo @", "foo @ x", "foo @ 5m", "foo @ (5)", "foo @ start", "foo @ start(5)", "foo @ Inf", "foo @ -inf", "foo @ NaN", "foo @ 1e19",
        "foo @ 9223372036854775807", "foo @ 5 @ 6", "foo @ start() @ 5", "foo @ 5 @ end()", "(foo) @ 5", "sum(foo) @ 5", "foo @ start()[5m] @ 5", "foo @ --5", "foo[5m] offset 1m offset 2m", "foo offset 0x5m", "foo offset 1e3s",
        "1 +* 2", "* 1", "foo + ", "foo = bar", "foo =~ bar", "foo !~ bar", "foo ! bar", "foo === bar", "foo <> bar", "foo & bar", "foo || bar", "1 == 1", "1 < 2", "time() > 5", "scalar(foo) == scalar(bar)", "(1) == (1)", "foo + bool bar",
        "foo and bool bar", "1 and 1", "1 and foo", "foo or 1", "foo unless 1", "foo and \"a\"", "foo[5m] + 1", "1 + foo[5m]", "foo + \"a\"", "-foo[5m]", "+foo[5m:]", "foo + on bar", "foo + on(a)", "foo on(a) + bar", "foo + on(a) ignoring(b) bar", "foo + group_left bar",
        "foo + group_left(a) bar", "foo * on(a) group_left(a) bar", "foo and on(a) group_left bar", "foo or on() group_left() bar", "1 + on(a) foo", "foo + ignoring(a) 1", "1 + on(a) 1", "foo + on(1) bar", "foo + on(\"a\") bar", "foo + on(a:b) bar", "foo + on(,) bar",
        "foo + on(without) bar", "foo + on(inf) bar", "foo + bool bool bar", "foo == on(a) bool bar", "foo * on(a) group_left (bar)", "foo * on(a) group_left(b) group_right(c) bar", "foo * on(a) group_left (b + c) d", "foo + on(a b) bar", "atan2 1", "foo atan2",
        "sum()", "sum(", "sum)", "sum(foo", "sum(foo,)", "sum(,)", "sum(foo, bar)", "sum(1)", "sum(\"a\")", "sum(foo[5m])", "sum by a (foo)", "sum by (a) by (b) (foo)", "sum by (a) (foo) by (b)", "sum(foo) by (a) by (b)", "sum by (without) (foo)",
        "sum by (inf) (foo)", "sum by (a:b) (foo)", "sum by (1) (foo)", "sum by (,) (foo)", "sum by (a,,b) (foo)", "sum foo", "topk(foo)", "topk(3)", "topk(foo, 3)", "topk(\"a\", foo)", "topk(1, 2, foo)", "count_values(foo)", "count_values(1, foo)", "count_values(foo, \"a\")",
        "quantile(foo, bar)", "quantile(\"a\", foo)", "sum(foo) bar", "sum(foo)(bar)", "sum(foo) on (a)", "group_by(foo)",
        "foo()", "foo(bar)", "Rate(foo[5m])", "RATE(foo[5m])", "foo:bar(x)", "time(1)", "time(foo)", "rate()", "rate(foo)", "rate(foo[5m],)", "rate(foo[5m], 1)", "rate(1)", "rate(\"a\")", "abs(1)", "abs(foo[5m])", "abs()", "abs(foo, bar)", "round()",
        "round(foo, bar)", "round(foo, 1, 2)", "hour(1)", "hour(foo, bar)", "clamp(foo, 1)", "clamp(foo, 1, foo)", "label_replace(foo, \"a\", \"b\", \"c\")", "label_replace(foo, \"a\", \"b\", \"c\", 1)", "label_replace(foo, a, b, c, d)", "label_join(foo, \"a\")", "label_join(foo)",
        "label_join(foo, \"a\", \",\", 1)", "histogram_quantile(foo, 0.9)", "histogram_fraction(0.1, foo)", "vector(foo)", "vector(\"a\")", "scalar(1)", "scalar(foo[5m])", "predict_linear(foo, 1)", "quantile_over_time(foo[5m], 0.5)", "histogram_avg(foo)", "mad_over_time(foo[5m])",
        "sort_by_label(foo, \"a\")", "histogram_stddev(foo)", "limitk(3, foo)", "rate(foo[5m] + 1)", "(", ")", "()", "(foo", "foo)", "((foo)", "(foo))", "(foo,bar)", "foo,bar", ",", ";", "foo;", "foo\\", "!foo", "foo\0", "foo\u00a0+ bar", "\ufefffoo", "foo[5m]foo", "@", "foo @@ 5", "[5m]",
        "by by", "foo[5m_1m]", "-foo[5m:][5m:]", "min_over_time(foo[1d:]) offset 5m", "{{.window}}", "foo[{{.window}}]", "foo offset {{.window}}",
    ];

    /// <summary>Regular expressions, good and bad, of every construct that RE2 knows.</summary>
    private static readonly string[] _patterns =
    [
        "a", "a|b", "|", "a|", "|a", "||", "()", "(?:)", "(a)", "(?:a)", "(?P<n>a)", "(?P<n>a)(?P<n>b)", "(?P<1>a)", "(?P<>a)", "(?P<n", "(?P<n>", "(?P<n m>a)", "(?<n>a)", "(?P=n)", "(?P>n)", "(?'n'a)", "(?#c)", "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?>a)",
        "(?i)a", "(?i:a)", "(?imsU-imsU:a)", "(?-i)a", "(?-)a", "(?)", "(?i-)", "(?-i-s)", "(?i--s)", "(?x)a", "(?", "(?i", "(?:", "(?i)*", "a(?i)*", "a*(?i)*", "a*(?:)*", "^*", "$+", "\\b?", "\\B", "\\b", "^", "$", "^$", "\\A\\z", "\\Z", "\\G", "\\C",
        "a*", "a+", "a?", "a*?", "a+?", "a??", "a**", "a*+", "a*??", "a+*", "a?{2}", "a{2}*", "a{2}?", "a{2}??", "*", "+a", "?", "(*)", "(|*)", "a|*", "a|b|*", "(?:*)", "a{0}", "a{1}", "a{1000}", "a{1001}", "a{1,}", "a{0,}", "a{,1}", "a{1,2}", "a{2,1}", "a{1,1001}", "a{01}",
        "a{1", "a{", "a{}", "a{,}", "a{1,", "a{1,x}", "a{x}", "a{-1}", "{2}", "{", "}", "]", "a{99999999999}", "a{1,99999999999}", "(a{500}){2}", "(a{501}){2}", "((a{10}){10}){10}", "((a{10}){10}){11}", "(a{1001}){0}", "(a{1000}){0}", "(a{1000}){1}", "(a{0,1000}){1}", "((a{1000})*){1}",
        "(a{500,}){2}", "(a{500,}){3}", "(a{0}){1000}", "((a{1000}){0}){1000}", "((a{1000})*){2}", "((a{1000})+){2}",
        "[a]", "[]", "[^]", "[]a]", "[^]a]", "[a", "[", "[a-", "[a-]", "[-a]", "[a-b]", "[b-a]", "[a-a]", "[a-b-c]", "[--a]", "[a-\\d]", "[\\d-a]", "[\\d]", "[\\w\\W\\s\\S]", "[\\b]", "[\\Q]", "[\\A]", "[\\]]", "[\\-]", "[[]", "[[a]", "[[:alpha:]]", "[[:^alpha:]]", "[[:word:]]",
        "[[:nope:]]", "[[:alpha:]", "[:alpha:]", "[[:]", "[[:a]", "[[:^:]]", "[a-[:digit:]]", "[[:digit:]-z]", "[é-ü]", "[😀-😎]", "[😎-😀]", "[a-\\x{10FFFF}]", "[\\x{10FFFF}-a]", "[\\pL]", "[\\p{Greek}\\P{^Han}]", "[\\p{Nope}]", "[^\\x00-\\x{10FFFF}]", "[\\8]", "[\\07]", "[\\1]", "[\\12]",
        "\\d\\D\\s\\S\\w\\W", "\\pL", "\\pN", "\\PL", "\\pX", "\\p", "\\p{", "\\p{}", "\\p{Greek}", "\\p{^Greek}", "\\P{^Greek}", "\\p{^^Greek}", "\\p{greek}", "\\p{L}", "\\p{Lu}", "\\p{LC}", "\\p{Any}", "\\p{any}", "\\p^", "\\p{Vithkuqi}", "\\pé", "\\p{Greek",
        "\\.", "\\_", "\\-", "\\é", "\\q", "\\y", "\\e", "\\a\\f\\n\\r\\t\\v", "\\0", "\\00", "\\000", "\\0000", "\\08", "\\1", "\\11", "\\18", "\\8", "\\9", "\\x", "\\x4", "\\x41", "\\x4g", "\\x{41}", "\\x{}", "\\x{110000}", "\\x{10ffff}", "\\x{4", "\\x{g}", "\\x{000000000000041}", "\\",
        "a\\", "\\Qa*\\E", "\\Qa", "\\Q", "\\Q\\E", "\\Q\\E*", "\\Qa\\E*", "a*\\Q\\E*", "\\Q\\", "\\E", "a\\Eb", "(\\Q)\\E)", "(\\Q)", "\\Q(\\E", "\\QE\\E", "\\Qab\\E*", "\\Q\\Q\\E*", "a)(b", "a)|(b", ")", "(", "((a)", "(a))", "(((((a)))))", "x)|(?:y", "\\/", "a/b", "a b", "\n", "\t", ".", "..", ".*", ".+", "5..", "2..|3..", "api|web", "[0-9]+",
        "(?s).", "(?m)^a$", "(?U)a+", "a.b", "é+", "(😀|😎)+", "\\x{1F600}", "\\u0041", "(?i)\\p{Lu}", "[[:alpha:][:digit:]_-]+", "^(?:a)$", "$^", "(^)*", "(a|b*)", "(a|b+)", "(?:a|)b", "(a*)(b*)", "(a*)b(c*)", "(a?){3}", "(a{0}){5}", "a{0}b", "a{0}|b", "\\b\\B", "\\Ba*", "\\ba*",
    ];

    // Names of Unicode 13, of later Unicode, and wrong ones.
    private const string _scripts =
        "Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid " +
        "Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot Cyrillic Deseret Devanagari Dives_Akuru " +
        "Dogra Duployan Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati Gunjala_Gondi Gurmukhi Han Hangul " +
        "Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada " +
        "Katakana Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Makasar " +
        "Malayalam Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian " +
        "Mro Multani Myanmar Nabataean Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Old_Hungarian Old_Italic Old_North_Arabian " +
        "Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician " +
        "Psalter_Pahlavi Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese Syloti_Nagri " +
        "Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Ugaritic Vai Wancho Warang_Citi Yezidi " +
        "Yi Zanabazar_Square " +
        "Cn LC Unknown Zyyy Katakana_Or_Hiragana Vithkuqi Toto Cypro_Minoan Old_Uyghur Tangsa Kawi Nag_Mundari Signwriting NKo Phags_pa C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd " +
        "Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs";

    /// <summary>All that promtool 2.42 accepts of the expressions written by hand.</summary>
    public static IEnumerable<string> Valid => _valid.Concat(Calls().Where(c => c.IsValid).Select(c => c.Text));

    /// <summary>All that it refuses of them.</summary>
    public static IReadOnlyList<string> Invalid => _invalid;

    /// <summary>All expressions written by hand, and those made of the tables.</summary>
    public static IEnumerable<string> All =>
        _valid.Concat(_invalid).Concat(Calls().Select(c => c.Text)).Concat(OperatorPairs()).Concat(Patterns()).Distinct();

    /// <summary>Raw material of damaged expressions, mostly valid.</summary>
    public static IReadOnlyList<string> Seeds => [.. Enumerable.Repeat(_valid, 4).SelectMany(v => v).Concat(_invalid).Concat(Conditions(_patterns))];

    private static IEnumerable<string> Patterns() => Conditions(_patterns.Concat(_scripts.Split(' ').Select(name => $"\\p{{{name}}}")));

    private static IEnumerable<string> Conditions(IEnumerable<string> patterns) =>
        patterns.SelectMany(p => new[] { "{a=~\"" + Escape(p) + "\"}", "{a!~\"" + Escape(p) + "\"}", "foo{a=~\"" + Escape(p) + "\"}" });

    private static string Escape(string value) => value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");

    // Every function with every number of arguments of every type.
    private static IEnumerable<(string Text, bool IsValid)> Calls()
    {
        foreach (var function in PromQlFunctions.All)
        {
            var right = function.ArgumentTypes.Select(Sample).ToList();
            for (var count = 0; count <= right.Count + 2; count++)
            {
                var arguments = Enumerable.Range(0, count).Select(i => right.Count == 0 ? "1" : right[System.Math.Min(i, right.Count - 1)]).ToList();
                var fits = count >= function.FewestArguments && !(count > function.MostArguments);
                yield return ($"{function.Name}({string.Join(", ", arguments)})", fits);
                for (var i = 0; i < count; i++)
                {
                    foreach (var other in new[] { "1", "foo", "foo[5m]", "'x'" })
                    {
                        var changed = arguments.ToList();
                        changed[i] = other;
                        yield return ($"{function.Name}({string.Join(", ", changed)})", fits && other == arguments[i]);
                    }
                }
            }
        }
    }

    // Every operator between every two kinds of operands, with every kind of matching.
    private static IEnumerable<string> OperatorPairs()
    {
        string[] operators = ["or", "and", "unless", "==", "!=", "<=", "<", ">=", ">", "+", "-", "*", "/", "%", "atan2", "^"];
        string[] operands = ["1", "foo", "foo[5m]", "'x'", "(1)", "-foo", "time()"];
        string[] modifiers = ["", "bool", "on(a)", "on()", "ignoring(a)", "on(a) group_left", "on(a) group_left()", "on(a) group_right(b)", "on(a) group_left(a)", "ignoring(a) group_left(a)", "bool on(a)", "on() group_left(a)", "group_left(a)"];
        foreach (var op in operators)
        {
            foreach (var left in operands)
            {
                foreach (var right in operands)
                    yield return $"{left} {op} {right}";
            }

            foreach (var modifier in modifiers)
            {
                yield return $"foo {op} {modifier} bar";
                yield return $"foo {op} {modifier} 1";
                yield return $"1 {op} {modifier} 1";
            }

            foreach (var other in operators)
            {
                yield return $"a {op} b {other} c";
                yield return $"1 {op} 2 {other} 3";
                yield return $"-a {op} -b {other} -c";
            }
        }
    }

    private static string Sample(PromQlValueType type) => type switch
    {
        PromQlValueType.Scalar => "1",
        PromQlValueType.InstantVector => "foo",
        PromQlValueType.RangeVector => "foo[5m]",
        _ => "'x'",
    };
}
