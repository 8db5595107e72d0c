using System.Text;

namespace Gateway.Tests.Fuzz;

/// <summary>Values that no honest client sends, and those that lead deep enough for them to matter.</summary>
internal static class HostileValues
{
    /// <summary>JSON in the place of any value; not all of it is JSON.</summary>
    public static string[] Json { get; } =
    [
        "null", "true", "{}", "[]", "\"\"", "\" \"", "0", "-0", "-1", "0.1", "1e400", "-1e400", "1E-400", "2147483648",
        "9223372036854775808",
        "99999999999999999999999999999999", "79228162514264337593543950336", "0." + new string('0', 400) + "1",
        "1" + new string('0', 5_000),
        "NaN", "Infinity", "01", "+1", "0x10", "'x'", "undefined", "// x\n1", "/* x */1", "[1,]", "{\"a\":1,}", "{\"a\"}", "{,}",
        "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\ud83d\"", "\"\\u0000\"", "\"a\\u0007b\"", "\"\\u202etxt.exe\"",
        "\"\\u2066a\\u2069\"", "\"\\u200f\"",
        "\"\\ufeff\"", "\"\\uffff\"", "\"\\ufdd0\"", "\"ກ\\u200bຂ\"", "\"Đie\u0323\u0302n Bie\u0302n\"", "\"Ðiện Ɖiện\"", "\"ﬁ①Ⅳ\"",
        "\"\\x\"", "\"\\u12\"", "\"\n\"", "\"\t\"",
        "\"a" + new string('\u0301', 10_000) + "\"", "\"" + new string('x', 70_000) + "\"", "\"" + new string('ຫ', 9_000) + "\"",
        "\"<script>alert(1)</script>\"", "\"=cmd|'/C calc'!A0\"", "\"'; DROP TABLE journal; --\"", "\"${jndi:ldap://127.0.0.1/x}\"",
        "\"../../etc/passwd\"",
        "\"\\r\\nSet-Cookie: a=b\"", "\"{0} {code} {{x}} %s %n\"", "\"[[{state}]]\"", "\"\\u001b[31mred\"", "\"javascript:alert(1)\"",
        "\"http://169.254.169.254/\"",
        "\"٣\"", "\"１２\"", "\"1,5\"", "\"1e3\"", "\"-5\"", "\"0001-01-01\"", "\"9999-12-31\"", "\"2026-02-30\"",
        "\"2026-11-21T24:00:00Z\"", "\"12025\"", "\"0000\"",
        "{\"$type\":\"System.Object\"}", "{\"__proto__\":{\"a\":1}}", "{\"vi\":\"a\",\"vi\":\"b\"}",
        "{\"\\u0076i\":\"a\",\"vi\":\"b\"}", "{\"\\ud800\":1}", "{\"\":1}",
        Nested("[", 31, "]"), Nested("[", 40, "]"), Nested("{\"a\":", 40, "}"), Nested("[", 5_000, "]"), new('[', 20_000), new('{', 300),
        "[" + string.Join(',', Enumerable.Repeat("1", 1_001)) + "]", "[" + string.Join(',', Enumerable.Repeat("{}", 1_000)) + "]",
    ];

    /// <summary>Segments and query values, encoded as they go out.</summary>
    public static string[] Encoded { get; } =
    [
        "", "%20", "%00", "a%00b", "%0d%0aX-Injected:%201", "%ff%fe", "%c0%af", "%c0%ae%c0%ae", "%e0%80%af", "%ed%a0%80", "%zz", "%",
        "%u0041", "+", "..", "%2e%2e",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5c", "%252e%252e%252f", "x%2fy", "%2f", "*", "a;b=c", "~", "'", "%22",
        "%3cscript%3e", "r-%00", "r-0123456789",
        "%e2%80%ae", "%e2%80%8b", "%ef%bb%bf", "%c4%90i%e1%bb%87n%20Bi%c3%aan", "%c4%90ie%cc%a3%cc%82n", "%ef%bc%85", "2147483648",
        "-1", "0", "00", "1e9", "99999999999999999999",
        "9223372036854775807", "NaN", "2026-02-30", "0000", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00%2b14:00",
        "2026-11-21T00:00:00%2b99:99", "program/none@1",
        "program/none@99999999999", "program%2ffuzzed-0%409", "province/vn-db@2147483648", "true,false", "[]", "%7b%7d", "VND:0",
        "VND:-1", "USD:1e400", "XXX:1", "VND:0." + new string('0', 60) + "1",
        new('x', 300), new('9', 190), string.Concat(Enumerable.Repeat("%cc%81", 60)), "36526d", "-5d", "99999999999999999999d", "con",
        "nul",
    ];

    /// <summary>Values of headers; each is one line of visible text.</summary>
    public static string[] Headers { get; } =
    [
        "", "\"", "\"\"", "\"1", "1", "\"-1\"", "\"99999999999999999999\"", "W/\"1\"", "*", "\"1\", \"2\"", "\"0\"", "null", "../x",
        "%00", "Điện Biên", "ຫຼວງ", "\u202e", "\u200b",
        new('a', 129), new('a', 4_000), "a b", "a\tb", "a,b", "'; --", "program/fuzzed-0@99999999", "program/x@-1", "@",
        "province/vn-db@0", "r-x/y@1",
        "00-00000000000000000000000000000000-0000000000000000-00", "00-zz-zz-01", "en;q=nan", "vi;q=-1, lo;q=2", ";;;,,,",
        "xx-" + new string('y', 1_000), "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "A-_=", "====", "1970-01-01",
    ];

    /// <summary>Targets as they stand in the first line of a request.</summary>
    public static string[] Targets { get; } =
    [
        "//v1/provinces", "/v1//provinces", "/v1/provinces/", "/V1/PROVINCES", "/v1/./provinces", "/v1/../v1/provinces",
        "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/v1/%2e%2e/metrics",
        "/v1/provinces/%2e%2e/%2e%2e/metrics", "/v1/provinces%2fvn-db", "/v1/provinces/vn-db%00", "/v1/provinces/vn-db%00.json",
        "/v1/provinces/vn-db;a=b", "/v1/provinces/%c0%af", "/v1/provinces/%ff",
        "/v1/provinces/vn-db#x", "/v1/provinces?", "/v1/provinces??", "/v1/provinces?&&&=&=", "/v1/provinces?limit",
        "/v1/provinces?limit=1&limit=2", "/v1/provinces?LIMIT=1", "/v1/provinces?%00=1",
        "/docs/../openapi/v1.json", "/docs/%2e%2e/%2e%2e/appsettings.json", "/docs/..%5c..%5cdev-key.json", "/docs//",
        "/docs/index.html%00", "/dev-key.json", "/coop.db", "/.git/config", "/.env", "/web.config",
        "/openapi/v1.json/..", "/openapi/v2.json", "/openapi/%2e%2e.json", "/health", "/health/ready/..", "/metrics/", "/v1", "/v1/",
        "/", "*", "http://example.org/v1/provinces", "http://[::1]/v1/provinces", "/\\..\\x", "/v1/provinces/vn-db/\u00ff",
        "/v1/documents/" + new string('0', 64), "/v1/documents/" + new string('0', 63), "/v1/documents/../provinces",
        "/v1/" + new string('a', 3_900), "/v1/provinces?q=" + new string('b', 3_900), "/" + new string('/', 500),
        "/" + string.Concat(Enumerable.Repeat("a/", 1_500)),
        "/v1/programs/%72-fuzzed", "/v1/programs/fuzzed-0%20", "/v1/programs/FUZZED-0", "/v1/programs/fuzzed-0/",
        "/v1/programs/fuzzed-0//history", "/v1/programs/fuzzed-0/history?from=0", "/v1/changes?after=x", "/v1/changes?kind=%00",
        "/problems/unknown", "/problems/%2e%2e",
    ];

    /// <summary>What a member is filled with when it shall get past the reading of bodies.</summary>
    public static string[] Plausible { get; } =
    [
        "x", "Điện Biên", "ຫຼວງພະບາງ", "2025", "2026", "2026-11", "2026-11-21", "1", "30", "0", "2.49", "person", "VND", "km", "vn-db",
        "la-lpb", "la-psl", "vn", "la", "program/<program>",
        "agreement/<agreement>", "province/vn-db", "<program>", "<agreement>", "students", "<entry>", "<restricted>",
        "program/<restricted>", "vn-db-office", "la-lpb-office", "minh", "education", "health",
        "yearly", "S0", "http://example.org/a", "VN", "LA", "none", "fuzzed",
    ];

    /// <summary>Names of members that there are not, or that other formats give a meaning.</summary>
    public static string[] Members { get; } = ["extra", "__proto__", "$type", "$id", "constructor", "id", "ID", "version", "roles",
        "restricted", "", "\\u0000", "\\ud800", "a.b", "a/b~0"];

    /// <summary>What a member of that name is usually filled with; null when that is not known.</summary>
    public static string[]? ByName(string member) => member switch
    {
        "value" => ["1", "30", "2.5", "0"],
        "unit" => ["person", "person", "VND", "item"],
        "from" or "to" or "on" or "date" or "until" or "due" or "seenOn" or "begins" or "ends" or "day" =>
            ["2025", "2026-01", "2026-11-21", "2027-01-01", "2026-12-31"],
        "parties" or "givers" or "beneficiaries" or "host" or "party" or "province" or "asks" or "addressee" => ["vn-db", "la-lpb"],
        "agreement" or "predecessor" or "successor" => ["<agreement>", "agreement/<agreement>"],
        "program" => ["<program>", "program/<program>"],
        "book" => ["program/<program>", "agreement/<agreement>"],
        "commitment" or "commitments" => ["students"],
        "entry" or "entries" or "duplicates" => ["<entry>"],
        "areas" or "area" => ["education", "health"],
        "indicator" => ["students"],
        "agency" or "agencies" => ["vn-db-fuzzed", "vn-db-office", "la-lpb-office"],
        "period" => ["2025", "2025-01..2025-03"],
        "evidence" => ["http://example.org/a", "a few words"],
        _ => null,
    };

    private static string Nested(string open, int depth, string close)
    {
        var text = new StringBuilder();
        for (var i = 0; i < depth; i++)
            text.Append(open);
        text.Append('1');
        for (var i = 0; i < depth; i++)
            text.Append(close);
        return text.ToString();
    }
}
