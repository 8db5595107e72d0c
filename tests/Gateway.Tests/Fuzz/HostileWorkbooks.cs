using System.IO.Compression;
using System.Text;

namespace Gateway.Tests.Fuzz;

/// <summary>Workbooks that are archives, and hostile inside.</summary>
internal static class HostileWorkbooks
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";
    private const string Head =
        """<row r="1"><c r="A1" t="inlineStr"><is><t>book</t></is></c><c r="B1" t="inlineStr"><is><t>commitment</t></is></c><c r="C1" t="inlineStr"><is><t>from</t></is></c></row>""";

    // As archives say it themselves: the same bytes whenever they are made.
    private static readonly DateTimeOffset Made = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Cells of its second row that are not what they seem.</summary>
    public static readonly string[] Cells =
    [
        """<c r="A2"><f>1+1</f><v>2</v></c>""", """<c r="A2" t="str"><f t="shared" ref="A2:A1048576" si="0">A1</f><v>x</v></c>""",
        """<c r="A2"><f t="array" ref="A2:XFD1048576">ROW()</f></c>""", """<c r="A2"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>1</v></c>""",
        """<c r="A2" t="e"><v>#REF!</v></c>""", """<c r="A2"><f>[1]Sheet1!A1</f><v>1</v></c>""", """<c r="A2" t="s"><v>4294967296</v></c>""",
        """<c r="A2" t="s"><v>-1</v></c>""", """<c r="A2" t="d"><v>9999-99-99</v></c>""", """<c r="A2" s="99999"><v>1e308</v></c>""",
        """<c r="A2"><v>NaN</v></c>""", """<c r="A2" t="b"><v>maybe</v></c>""", """<c r="A0"><v>1</v></c>""", """<c r="A2"><v>1</v></c><c r="A2"><v>2</v></c>""",
        """<c r="A99999999999999999999"><v>1</v></c>""", """<c r="A2" t="inlineStr"><is><r><t>=1+1</t></r><rPh sb="0" eb="9"><t>x</t></rPh></is></c>""", "<c/>",
    ];

    /// <summary>Whole sheets with entities and other traps of XML.</summary>
    public static readonly string[] Sheets =
    [
        $"""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet xmlns="{Main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>""",
        $"""<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><worksheet xmlns="{Main}"><sheetData/></worksheet>""",
        $"""<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]><worksheet xmlns="{Main}"><sheetData/></worksheet>""",
        $"""<!DOCTYPE x [<!ENTITY a "lol">{string.Concat("bcdefghi".Select(name => $"<!ENTITY {name} \"{string.Concat(Enumerable.Repeat($"&{(char)(name - 1)};", 10))}\">"))}]><worksheet xmlns="{Main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row></sheetData></worksheet>""",
        $"""<worksheet xmlns="{Main}"><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/><sheetData/></worksheet>""",
        $"""<?xml version="1.0" encoding="utf-7"?><worksheet xmlns="{Main}"><sheetData/></worksheet>""",
        $"""<?xml version="9.9"?><?xml-stylesheet href="http://127.0.0.1:9/"?><worksheet xmlns="{Main}"><sheetData>{Head}</sheetData></worksheet>""",
        string.Concat(Enumerable.Repeat("<worksheet>", 20_000)), $"<worksheet xmlns=\"{Main}\"><sheetData>{string.Concat(Enumerable.Repeat("<row>", 20_000))}",
        $"<worksheet xmlns=\"{Main}\" {string.Join(' ', Enumerable.Range(0, 5_000).Select(at => $"a{at}=\"1\""))}><sheetData/></worksheet>", "", "\0", "<x/>",
    ];

    /// <summary>A workbook of one row that names nothing.</summary>
    public static byte[] Usual { get; } = OfCells("""<c r="A2" t="inlineStr"><is><t>program/none</t></is></c><c r="B2" t="inlineStr"><is><t>students</t></is></c><c r="C2"><v>2025</v></c>""");

    /// <summary>Small files that say to be large, and are: made once each.</summary>
    public static Lazy<byte[]>[] Bombs { get; } =
    [
        new(() => Zip([.. Parts(""), ("xl/sheet.xml", new byte[100 * 1024 * 1024])])),
        new(() => Zip([.. Parts(""), ("xl/sharedStrings.xml", new byte[80 * 1024 * 1024])])),
        new(() => Zip([.. Enumerable.Range(0, 5_000).Select(at => ($"xl/{at}.xml", Array.Empty<byte>()))])),
        new(() => Zip([.. Parts(Sheet(string.Concat(Enumerable.Repeat("""<row r="2"><c r="A2"><v>1</v></c></row>""", 300_000))))])),
        new(() => Zip([.. Parts(Sheet($"""<row r="2"><c r="A2" t="inlineStr"><is><t>{new string('x', 60_000_000)}</t></is></c></row>"""))])),
    ];

    /// <summary>A workbook of one sheet, as it stands.</summary>
    public static byte[] OfSheet(string sheet) => Zip(Parts(sheet));

    /// <summary>A workbook with cells in its second row.</summary>
    public static byte[] OfCells(string cells) => OfSheet(Sheet($"""<row r="2">{cells}</row>"""));

    /// <summary>Cells in far columns, or very many.</summary>
    public static byte[] Wide(Random chance) => chance.Next(3) switch
    {
        0 => OfCells($"""<c r="{new string('Z', chance.Next(3, 12))}2"><v>1</v></c>"""),
        1 => OfCells("""<c r="XFD2"><v>1</v></c>"""),
        _ => OfCells(string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 100_000))),
    };

    /// <summary>Archives in archives, and parts with names that lead elsewhere.</summary>
    public static byte[] Nested(Random chance)
    {
        var inside = Usual;
        for (var depth = chance.Next(1, 6); depth > 0; depth--)
            inside = Zip([("xl/workbook.xml", inside), (chance.Next(2) == 0 ? "../../../../tmp/x.xml" : "/etc/x", inside)]);
        return chance.Next(2) == 0 ? inside : Zip([.. Parts(Sheet("")), ("xl/sheet.xml", inside), ("xl\\sheet.xml", inside)]);
    }

    /// <summary>Relationships that lead to other places, to each other, or nowhere.</summary>
    public static byte[] Linked(Random chance)
    {
        var target = chance.Next(6) switch
        {
            0 => "Target=\"http://127.0.0.1:9/x.xlsx\" TargetMode=\"External\"",
            1 => "Target=\"file:///etc/passwd\" TargetMode=\"External\"",
            2 => "Target=\"../../../../etc/passwd\"",
            3 => "Target=\"workbook.xml\"",
            4 => "Target=\"\\\\127.0.0.1\\x\" TargetMode=\"External\"",
            _ => "Target=\"::not a uri::\"",
        };
        var kind = chance.Next(3) switch { 0 => "worksheet", 1 => "externalLink", _ => "sharedStrings" };
        return Zip([.. Parts(Sheet("")).Where(part => part.Path != "xl/_rels/workbook.xml.rels"), ("xl/_rels/workbook.xml.rels", Encoding.UTF8.GetBytes(
            $"""<Relationships xmlns="{Packages}/relationships"><Relationship Id="{(chance.Next(2) == 0 ? "r1" : "r2")}" Type="{Links}/{kind}" {target}/></Relationships>"""))]);
    }

    private static string Sheet(string rows) => $"""<worksheet xmlns="{Main}"><sheetData>{Head}{rows}</sheetData></worksheet>""";

    private static (string Path, byte[] Content)[] Parts(string sheet) =>
    [
        .. new (string Path, string Xml)[]
        {
            ("[Content_Types].xml", $"""<Types xmlns="{Packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/sheet.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""),
            ("_rels/.rels", $"""<Relationships xmlns="{Packages}/relationships"><Relationship Id="r1" Type="{Links}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
            ("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Links}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Packages}/relationships"><Relationship Id="r1" Type="{Links}/worksheet" Target="sheet.xml"/></Relationships>"""),
            ("xl/sheet.xml", sheet),
        }.Where(part => part.Xml.Length > 0 || part.Path != "xl/sheet.xml").Select(part => (part.Path, Encoding.UTF8.GetBytes(part.Xml))),
    ];

    private static byte[] Zip((string Path, byte[] Content)[] parts)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, content) in parts)
            {
                var entry = zip.CreateEntry(path, CompressionLevel.Fastest);
                entry.LastWriteTime = Made;
                using var part = entry.Open();
                part.Write(content);
            }
        return packed.ToArray();
    }
}
