using System.Buffers.Binary;
using System.Text;

namespace Gateway.Tests.Fuzz;

/// <summary>A file that nobody should send.</summary>
/// <param name="Kind">What is hostile about it.</param>
/// <param name="Type">The type that it is sent as.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record HostileFile(string Kind, string Type, byte[] Content);

/// <summary>Makes hostile files: the same chance makes the same file.</summary>
internal static class HostileFiles
{
    private const string Csv = "text/csv";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Json = "application/json";
    private const string Header = "book,commitment,from,to,amount,unit,meaning\n";
    private const string Row = "program/<program>,students,2025-01,2025-02,3,person,";
    private const int Million = 1_000_000;

    private static readonly byte[][] Marks =
        [[0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF], [0xEF, 0xBB], [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF], [0x2B, 0x2F, 0x76, 0x38]];

    private static readonly byte[][] NotUtf8 =
        [[0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE1, 0xBA], [0xFF], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80]];

    private static readonly string[] Formulas =
        ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1+1", "-2+3", "=HYPERLINK(\"http://127.0.0.1:9/\")", "\t=1", "=WEBSERVICE(\"http://127.0.0.1:9/\")"];

    private static readonly byte[][] Heads =
        ["%PDF-1.7\n"u8.ToArray(), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [0xFF, 0xD8, 0xFF, 0xE0], "II*\0"u8.ToArray(), "MM\0*"u8.ToArray(), []];

    /// <summary>All kinds of files for imports.</summary>
    public static readonly (string Kind, Func<Random, HostileFile> Make)[] Imports =
    [
        ("cut workbook", chance => Workbook(Cut(HostileWorkbooks.Usual, chance))),
        ("changed workbook", chance => Workbook(Changed(HostileWorkbooks.Usual, chance))),
        ("workbook that is none", chance => Workbook(Bytes(chance, chance.Next(2_000), "PK\u0003\u0004"u8))),
        ("bomb", chance => Workbook(Any(HostileWorkbooks.Bombs, chance).Value)),
        ("lying sizes", chance => Workbook(Lying(HostileWorkbooks.Usual, chance))),
        ("nested archives", chance => Workbook(HostileWorkbooks.Nested(chance))),
        ("formula cells", chance => Workbook(HostileWorkbooks.OfCells(Any(HostileWorkbooks.Cells, chance)))),
        ("external links", chance => Workbook(HostileWorkbooks.Linked(chance))),
        ("entities", chance => Workbook(HostileWorkbooks.OfSheet(Any(HostileWorkbooks.Sheets, chance)))),
        ("far columns", chance => Workbook(HostileWorkbooks.Wide(chance))),
        ("large cells", chance => Workbook(HostileWorkbooks.OfCells($"""<c r="G2" t="inlineStr"><is><t>{new string('x', Million + chance.Next(9))}</t></is></c>"""))),
        ("formulas as text", chance => OfText(Header + Row + $"\"{Any(Formulas, chance).Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n")),
        ("wide text", chance => OfText(chance.Next(2) == 0 ? new string(',', 100_000) + "\n"
            : Header + string.Join(',', Enumerable.Repeat("x", 100_000)) + "\n")),
        ("wide header", _ => OfText(string.Join(',', Enumerable.Range(0, 100_000)) + "\n1\n")),
        ("large cell of text", chance => OfText(Header + Row + $"\"{new string(chance.Next(2) == 0 ? 'x' : '"', Million)}\"\n")),
        ("wrong mark", chance => new("", Csv, [.. Any(Marks, chance), .. Encoding.UTF8.GetBytes(Header + Row + "x\n"), .. new byte[chance.Next(2)]])),
        ("wrong letters", chance => new("", Csv, [.. Encoding.UTF8.GetBytes(Header + Row), .. Any(NotUtf8, chance), (byte)'\n'])),
        ("wrong charset", chance => new("", Csv + "; charset=" + Any(["utf-16", "utf-7", "windows-1258", "x", "", "utf-8; charset=utf-16"], chance),
            Encoding.UTF8.GetBytes(Header + Row + "x\n"))),
        ("unfinished text", chance => OfText(Any(
            [Header + Row + "\"x", "sep=", "sep=\"\n" + Header, "\"\n\n\n", new string('\n', 50_000), "\0\0\0", Header + new string('"', 9_999), "\r\r\r", Header + Row], chance))),
        ("deep JSON", chance => new("", Json, Encoding.UTF8.GetBytes(Any(
            [new string('[', 100_000), string.Concat(Enumerable.Repeat("{\"rows\":", 5_000)), "[" + new string('{', 3_000), "{\"rows\":[" + new string('9', 50_000) + "]}"], chance)))),
        ("wide JSON", chance => new("", Json, Encoding.UTF8.GetBytes(
            "[{" + string.Join(',', Enumerable.Range(0, 100_000).Select(at => $"\"c{(chance.Next(2) == 0 ? 1 : at)}\":1")) + "}]"))),
        ("large JSON", chance => new("", Json, Encoding.UTF8.GetBytes($$"""[{"book":"program/<program>","meaning":"{{new string('x', Million + chance.Next(9))}}"}]"""))),
        ("forms", Form),
        ("another type", chance => new("", Any([Csv, Json, Xlsx, "text/plain", "application/zip", "application/vnd.ms-excel", "text/csv;;", ""], chance),
            Any([HostileWorkbooks.Usual, Encoding.UTF8.GetBytes(Header), "[]"u8.ToArray()], chance))),
    ];

    /// <summary>Any of them.</summary>
    public static HostileFile Import(Random chance)
    {
        var (kind, make) = Any(Imports, chance);
        return make(chance) with { Kind = kind };
    }

    /// <summary>A document of no kind, of two kinds, or of another than it says.</summary>
    public static HostileFile Document(Random chance)
    {
        var inside = chance.Next(4) switch
        {
            0 => HostileWorkbooks.Usual,
            1 => Any(HostileWorkbooks.Bombs, chance).Value,
            2 => Encoding.UTF8.GetBytes("<script>alert(1)</script><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"),
            _ => Bytes(chance, chance.Next(5) == 0 ? Million : chance.Next(400), []),
        };
        return new("document", Any(["application/pdf", "image/png", "image/jpeg", "image/tiff", "text/html", "image/svg+xml", "application/pdf, image/png", ""], chance),
            [.. Any(Heads, chance), .. inside]);
    }

    private static HostileFile Workbook(byte[] content) => new("", Xlsx, content);

    private static HostileFile OfText(string text) => new("", Csv, Encoding.UTF8.GetBytes(text));

    private static HostileFile Form(Random chance)
    {
        const string File = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"";
        var part = File + Any(["a.csv", "../../../etc/passwd", "a\0b.csv", "con", new string('x', 20_000), "a.xlsx"], chance)
            + $"\"\r\nContent-Type: {Any([Csv, Xlsx, Json, "multipart/form-data; boundary=b", "x"], chance)}\r\n\r\n{Header}{Row}\r\n";
        return new("", "multipart/form-data" + Any(["; boundary=b", "; boundary=b", "; boundary=b", "", "; boundary=", "; boundary=" + new string('b', 5_000)], chance),
            Encoding.UTF8.GetBytes(Any([part + "--b--\r\n", part, part + part + "--b--\r\n", string.Concat(Enumerable.Repeat("--b\r\n\r\n\r\n", 20_000)),
                "--b\r\n" + new string('h', 50_000) + ": x\r\n\r\nx\r\n--b--", "--b\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--b--"], chance)));
    }

    private static byte[] Cut(byte[] whole, Random chance) => whole[..chance.Next(whole.Length)];

    private static byte[] Changed(byte[] whole, Random chance)
    {
        var changed = whole.ToArray();
        for (var times = chance.Next(1, 9); times > 0; times--)
            changed[chance.Next(changed.Length)] ^= (byte)chance.Next(1, 256);
        return changed;
    }

    // Sizes, offsets and counts of the directory at the end say what is not so.
    private static byte[] Lying(byte[] whole, Random chance)
    {
        var lying = whole.ToArray();
        for (var at = 0; at < lying.Length - 46; at++)
            if (BinaryPrimitives.ReadUInt32LittleEndian(lying.AsSpan(at)) == 0x02014B50 && chance.Next(2) == 0)
                BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(at + Any([20, 24, 42], chance)), Any([0u, 1u, 0x7FFFFFFFu, 0xFFFFFFFEu, 0xFFFFFFFFu], chance));
        if (chance.Next(3) == 0)
            BinaryPrimitives.WriteUInt16LittleEndian(lying.AsSpan(lying.Length - 12), (ushort)chance.Next(65_536));
        return lying;
    }

    private static byte[] Bytes(Random chance, int count, ReadOnlySpan<byte> head)
    {
        var bytes = new byte[count];
        chance.NextBytes(bytes);
        return [.. head, .. bytes];
    }

    private static T Any<T>(T[] values, Random chance) => values[chance.Next(values.Length)];
}
