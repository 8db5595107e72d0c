using System.IO.Compression;
using System.Text;
using CoopGrains.Gateway.Files;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Files that nobody should send: each is answered with what is wrong with it, and none with a defect.</summary>
[Collection(nameof(Site))]
public sealed class HostileFileTests(Site site)
{
    private const string Good = "book,commitment,from,to,amount\nprogram/none,students,2025,2025,1\n";

    [Theory]
    [InlineData("", "text/csv", "headerMissing")]
    [InlineData("{}", "application/json", "fileUnreadable")]
    [InlineData("[", "application/json", "fileUnreadable")]
    [InlineData("[1]", "application/json", "fileUnreadable")]
    [InlineData("""{"rows":[{"book":{"a":1}}]}""", "application/json", "fileUnreadable")]
    [InlineData("""{"rows":[]} x""", "application/json", "fileUnreadable")]
    [InlineData("""[[[[[[[[[[]]]]]]]]]]""", "application/json", "fileUnreadable")]
    [InlineData("book,commitment,from,book\n", "text/csv", "headerRepeated")]
    [InlineData("book,commitment,from,Sổ\n", "text/csv", "headerRepeated")]
    [InlineData("book,commitment,from,colour\n", "text/csv", "headerUnknown")]
    [InlineData("book,commitment\n", "text/csv", "headerMissing")]
    [InlineData("book,commitment,from\n\"a\"b,c,d\n", "text/csv", "fileUnreadable")]
    [InlineData("not a workbook", Files.Xlsx, "fileUnreadable")]
    [InlineData("x", "multipart/form-data", "fileUnreadable")]
    [InlineData("x", "multipart/form-data; boundary=b", "fileUnreadable")]
    [InlineData("--b\r\nContent-Type: text/csv\r\n\r\nx\r\n--b\r\nContent-Type: text/csv\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b", "fileUnreadable")]
    public async Task A_file_that_is_none_is_refused_as_a_whole(string text, string type, string code) =>
        (await site.As(People.Recorder).ImportAsync(Encoding.UTF8.GetBytes(text), type)).Is(422, code);

    [Theory]
    [InlineData("book,commitment", "from")]
    [InlineData("Sổ,Cam kết", "Từ ngày")]
    [InlineData("ປຶ້ມ,ຄຳໝັ້ນສັນຍາ", "ແຕ່ວັນທີ")]
    public async Task A_column_that_is_missing_is_named_as_the_others_are(string headers, string named) => Assert.Contains(
        $": {named}.", (await site.As(People.Recorder).ImportAsync(Encoding.UTF8.GetBytes(headers + "\n"), "text/csv"))
            .Is(422, "headerMissing").Json.GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\u0007b")]
    [InlineData("a\u202eb")]
    public async Task Characters_that_are_not_kept_are_refused_in_their_row(string meaning)
    {
        var file = $"book,commitment,from,to,amount,meaning\nprogram/none,students,2025,2025,1,{meaning}\n";
        Assert.Equal("F2 characterNotTaken", (await site.As(People.Recorder).ImportAsync(file)).MustBe(200).Json.FirstProblem());
    }

    [Theory]
    [InlineData("""[{"book":"program/none","commitment":"students","from":"2025","meaning":"\ud800"}]""", "characterNotTaken")]
    [InlineData("""[{"book":"program/none","book":"program/none","commitment":"students","from":"2025"}]""", "characterNotTaken")]
    [InlineData("""[{"book":"program/none","commitment":"students","from":1e400}]""", "dateInvalid")]
    [InlineData("""[{"book":"program/none","commitment":"students","from":true}]""", "dateInvalid")]
    [InlineData("""[{"book":null,"commitment":"students","from":"2025"}]""", "cellMissing")]
    public async Task A_row_of_JSON_that_says_nothing_is_refused_alone(string json, string code)
    {
        var import = (await site.As(People.Recorder).ImportAsync(Encoding.UTF8.GetBytes(json), "application/json")).MustBe(200).Json;
        Assert.Contains($"\"code\":\"{code}\"", import.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_it_takes_room()
    {
        var recorder = site.As(People.Recorder);
        var cell = $"book,commitment,from,to,amount,meaning\nprogram/none,students,2025,2025,1,{new string('x', 40_000)}\n";
        Assert.Equal("F2 cellTooLong", (await recorder.ImportAsync(cell)).MustBe(200).Json.FirstProblem());
        var rows = "book,commitment,from\n" + new string('\n', 10) + string.Concat(Enumerable.Repeat("a,b,c\n", Sheet.MostRows + 1));
        (await recorder.ImportAsync(rows)).Is(422, "tooManyRows");
        (await recorder.ImportAsync(new string('x', (20 * 1024 * 1024) + 1))).Is(413, "bodyTooLarge");
        (await recorder.ImportAsync(Bomb(parts: 1, megabytes: 200), Files.Xlsx)).Is(422, "fileUnreadable");
        (await recorder.ImportAsync(Bomb(parts: 600, megabytes: 0), Files.Xlsx)).Is(422, "fileUnreadable");
    }

    [Fact]
    public async Task Other_types_and_packed_bodies_are_not_taken()
    {
        var recorder = site.As(People.Recorder);
        (await recorder.ImportAsync(Encoding.UTF8.GetBytes(Good), "text/plain")).Is(415, "fileTypeNotTaken");
        Assert.Contains("text/csv, ", (await recorder.ImportAsync(Encoding.UTF8.GetBytes(Good), "application/pdf")).MustBe(415).Json.GetProperty("detail").GetString());
        (await recorder.ImportAsync(Encoding.UTF8.GetBytes(Good), "text/csv", "", null, ("Content-Encoding", "gzip"))).Is(415, "fileTypeNotTaken");
        (await recorder.SendBytesAsync("POST", "/v1/imports", Encoding.UTF8.GetBytes(Good), "text/csv")).Is(400, "idempotencyKeyMissing");
        (await recorder.ImportAsync(Good, "?strategy=guess")).Is(400, "queryInvalid");
    }

    [Fact]
    public async Task Letters_are_taken_as_the_file_says_that_they_are()
    {
        var recorder = site.As(People.Recorder);
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF8 })
            Assert.Equal("A2 unknown", (await recorder.ImportAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(Good)], Files.Csv))
                .MustBe(200).Json.FirstProblem());
        (await recorder.ImportAsync([.. Encoding.UTF8.GetBytes(Good), 0xFF, 0xFE, 0x80], Files.Csv)).Is(422, "fileUnreadable");
        (await recorder.ImportAsync(Encoding.UTF8.GetBytes(Good), "text/csv; charset=windows-1258")).Is(422, "fileUnreadable");
        var form = $"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n{Good}\r\n--b--\r\n";
        Assert.Equal("A2 unknown", (await recorder.ImportAsync(Encoding.UTF8.GetBytes(form), "multipart/form-data; boundary=b")).MustBe(200).Json.FirstProblem());
        Assert.Equal("A2 unknown", (await recorder.ImportAsync("sep=;\n" + Good.Replace(',', ';'))).MustBe(200).Json.FirstProblem());
        Assert.Equal("A2 unknown", (await recorder.ImportAsync(Good.Replace(',', '\t'))).MustBe(200).Json.FirstProblem());
    }

    [Fact]
    public async Task A_formula_is_named_by_its_cell_and_never_trusted()
    {
        var file = Workbook("""<c r="A2" t="inlineStr"><is><t>program/none</t></is></c><c r="B2" t="str"><f>1+1</f><v>students</v></c><c r="C2"><v>2025</v></c>""");
        Assert.Equal("B2 formulaNotTaken", (await site.As(People.Recorder).ImportAsync(file, Files.Xlsx)).MustBe(200).Json.FirstProblem());
        var error = Workbook("""<c r="A2" t="inlineStr"><is><t>program/none</t></is></c><c r="B2" t="e"><v>#REF!</v></c><c r="C2"><v>2025</v></c>""");
        Assert.Equal("B2 formulaNotTaken", (await site.As(People.Recorder).ImportAsync(error, Files.Xlsx)).MustBe(200).Json.FirstProblem());
    }

    [Theory]
    [InlineData("""<c r="ZZZZZZ2"><v>1</v></c>""")]
    [InlineData("""<c r="A2" t="s"><v>99</v></c>""")]
    [InlineData("""<c r="A2" t="s"><v>x</v></c>""")]
    [InlineData("""<c r="2"><v>1</v></c>""")]
    [InlineData("""<c r="A2"><v>1e999</v></c>""")]
    [InlineData("""<c r="A2" t="nonsense"><v>1</v></c>""")]
    [InlineData("""<c r="A2"><v>&boom;</v></c>""")]
    [InlineData("""<unclosed>""")]
    public async Task A_damaged_sheet_is_refused_and_never_a_defect(string cells)
    {
        var reply = await site.As(People.Recorder).ImportAsync(Workbook(cells), Files.Xlsx);
        Assert.True(reply.StatusCode is 200 or 422, reply.Text);
    }

    [Fact]
    public async Task A_workbook_cut_or_changed_anywhere_is_never_a_defect()
    {
        var whole = Workbook("""<c r="A2" t="inlineStr"><is><t>program/none</t></is></c>""");
        var recorder = site.As(People.Recorder);
        for (var at = 1; at < whole.Length; at += 37)
        {
            var changed = whole.ToArray();
            changed[at] ^= 0x5A;
            foreach (var bytes in new[] { whole[..at], changed })
                Assert.True((await recorder.ImportAsync(bytes, Files.Xlsx)).StatusCode is 200 or 422, $"cut or changed at {at}");
        }
    }

    private static byte[] Workbook(string cells)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/sheet.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
            Write(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Write(zip, "xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>""");
            // A link to another place is never followed.
            Write(zip, "xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="sheet.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="http://127.0.0.1:9/x.xlsx" TargetMode="External"/></Relationships>""");
            Write(zip, "xl/sheet.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>book</t></is></c><c r="B1" t="inlineStr"><is><t>commitment</t></is></c><c r="C1" t="inlineStr"><is><t>from</t></is></c></row><row r="2">{cells}</row></sheetData></worksheet>""");
        }
        return packed.ToArray();
    }

    private static byte[] Bomb(int parts, int megabytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            for (var i = 0; i < parts; i++)
            {
                using var part = zip.CreateEntry($"xl/{i}.xml").Open();
                for (var j = 0; j < megabytes; j++)
                    part.Write(new byte[1024 * 1024]);
            }
        return packed.ToArray();
    }

    private static void Write(ZipArchive zip, string path, string xml)
    {
        using var part = zip.CreateEntry(path).Open();
        part.Write(Encoding.UTF8.GetBytes(xml));
    }
}
