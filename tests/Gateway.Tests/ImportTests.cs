using System.Text;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Files;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Files of entries, taken in.</summary>
public sealed class ImportTests(Site site) : IClassFixture<Site>
{
    private const string Headers = "book,commitment,from,to,amount,meaning";

    [Fact]
    public async Task A_dry_run_tells_what_would_become_of_each_row_and_writes_nothing()
    {
        var program = await NewProgramAsync();
        var file = $"""
            {Headers}
            program/{program},students,2025-01,2025-03,30,x
            program/{program},students,2025-01,2025-03,30 USD,x
            program/{program},none,2025-01,2025-03,30,x
            program/nowhere,students,2025-01,2025-03,30,x
            program/{program},students,2027-01,2027-03,30,x
            program/{program},students,2025-03,2025-01,30,x
            program/{program},students,,2025-01,1.5,x
            """;
        var tried = (await site.As(People.Recorder).ImportAsync(file, "?dryRun=true&lang=vi")).MustBe(200).Json;
        Assert.Equal("1 0 0 0 6", tried.Counts());
        Assert.True(tried.GetProperty("finished").GetBoolean());
        Assert.Equal(
            ["E3 unitMismatch", "B4 commitmentUnknown", "A5 unknown", "C6 windowInvalid", "C7 windowInvalid", "C8 cellMissing"],
            tried.GetProperty("rows").EnumerateArray().SelectMany(row => row.GetProperty("problems").EnumerateArray().Take(1))
                .Select(problem => $"{problem.GetProperty("cell").GetString()} {problem.GetProperty("code").GetString()}"));
        Assert.Equal("Không có cam kết này", tried.GetProperty("rows")[2].GetProperty("problems")[0].GetProperty("title").GetString());
        Assert.Equal(0, await EntriesAsync(program));
    }

    [Fact]
    public async Task A_row_is_reported_once_however_often_its_file_is_sent()
    {
        var program = await NewProgramAsync();
        var file = $"{Headers}\nprogram/{program},students,2025-01,2025-03,30,x\nprogram/{program},students,2025-01,2025-03,30,x\n";
        var recorder = site.As(People.Recorder);
        var key = Client.NewKey();
        var first = (await recorder.ImportAsync(file, key: key)).MustBe(200).Json;
        Assert.Equal("2 0 0 0 0", first.Counts());
        Assert.Equal(2, await EntriesAsync(program));
        var again = (await recorder.ImportAsync(file, key: key)).MustBe(200);
        Assert.Equal("true", again.Header("Idempotency-Replayed"));
        Assert.Equal("0 2 0 0 0", (await recorder.ImportAsync(file)).MustBe(200).Json.Counts());
        Assert.Equal(2, await EntriesAsync(program));
        (await recorder.ImportAsync(file + "\n\n", key: key)).Is(422, "operationIdReused");
        (await recorder.ImportAsync(file, "?dryRun=true", key)).Is(422, "operationIdReused");
    }

    [Fact]
    public async Task After_a_restart_the_same_file_with_the_same_key_goes_on_and_reports_nothing_twice()
    {
        var program = await NewProgramAsync();
        var file = $"{Headers}\nprogram/{program},students,2025-01,2025-03,30,x\nprogram/{program},students,2025-02,2025-03,31,x\n";
        var key = Client.NewKey();
        var recorder = site.As(People.Recorder);
        // As if the first process had come as far as its first row.
        (await recorder.ImportAsync(string.Join('\n', file.Split('\n')[..2]), key: key)).MustBe(200);
        Forget();
        Assert.Equal("1 1 0 0 0", (await recorder.ImportAsync(file, key: key)).MustBe(200).Json.Counts());
        Assert.Equal(2, await EntriesAsync(program));
    }

    [Fact]
    public async Task A_key_of_a_row_is_the_key_of_an_ordinary_report()
    {
        var program = await NewProgramAsync();
        var recorder = site.As(People.Recorder);
        var key = Client.NewKey();
        var path = $"/v1/programs/{program}/commitments/students/entries";
        var body = """{"amount":{"value":"30","unit":"person"},"occurred":{"from":"2025-01","to":"2025-03"},"meaning":"x"}""";
        var posted = (await recorder.SendAsync("POST", path, body, ("Idempotency-Key", key))).MustBe(201).Json.GetProperty("id").GetString();
        var file = $"{Headers},key\nprogram/{program},students,2025-01,2025-03,30,x,{key}\nprogram/{program},students,2025-01,2025-03,30,x,{key}b\n";
        var import = (await recorder.ImportAsync(file, headers: ("Coop-After", $"program/{program}@3"))).MustBe(200).Json;
        Assert.Equal("1 1 0 0 0", import.Counts());
        Assert.Equal(posted, import.GetProperty("rows")[0].GetProperty("entry").GetString());
        // A late client that sends by itself what a file has brought gets the same answer.
        var late = (await recorder.SendAsync("POST", path, body, ("Idempotency-Key", key + "b"))).MustBe(201);
        Assert.Equal("true", late.Header("Idempotency-Replayed"));
        var other = (await recorder.ImportAsync($"{Headers},key\nprogram/{program},students,2025-01,2025-03,31,x,{key}\n")).MustBe(200).Json;
        Assert.EndsWith("entryDiffers", other.FirstProblem(), StringComparison.Ordinal);
        Assert.Equal("0 0 0 0 1", other.Counts());
        Assert.Equal(2, await EntriesAsync(program));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("json")]
    public async Task What_was_exported_in_any_language_changes_nothing_when_it_comes_back(string format)
    {
        var program = await NewProgramAsync();
        await site.NewEntryAsync(program);
        var seen = await ReportAsync(program, "=1+1\n' x \\n", "1");
        Enum.TryParse<FileFormat>(format, true, out var kind);
        foreach (var language in new[] { "vi", "lo", "en" })
            foreach (var who in new[] { People.Recorder, People.Uncleared })
            {
                var file = (await site.As(who).GetAsync($"/v1/exports?book=program/{program}&format={format}&lang={language}", ("Coop-After", seen))).MustBe(200);
                foreach (var strategy in new[] { "new", "correct" })
                {
                    var back = (await site.As(who).ImportAsync(file.Body, MediaTypeOf(kind), "?strategy=" + strategy)).MustBe(200).Json;
                    Assert.Equal("0 2 0 0 0", back.Counts());
                    Assert.Equal(kind == FileFormat.Json ? "en" : language, back.GetProperty("language").GetString());
                }
            }
        Assert.Equal(2, await EntriesAsync(program));
    }

    [Fact]
    public async Task A_changed_row_is_refused_as_new_and_corrects_what_it_names_when_that_is_asked_for()
    {
        var program = await NewProgramAsync();
        var seen = await ReportAsync(program, "first", "10");
        var entry = (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/commitments/students/entries", ("Coop-After", seen)))
            .Json.GetProperty("items")[0].GetProperty("id").GetString();
        var file = $"{Headers},entry\nprogram/{program},students,2025,2025,11,first,{entry}\n";
        var recorder = site.As(People.Recorder);
        Assert.Equal("G2 entryDiffers", (await recorder.ImportAsync(file)).MustBe(200).Json.FirstProblem());
        var tried = (await recorder.ImportAsync(file, "?strategy=correct&dryRun=true")).MustBe(200);
        Assert.True(tried.Json.Counts() == "0 0 1 0 0", tried.Text);
        Assert.Equal("reported", await StateAsync(program, entry!));
        var key = Client.NewKey();
        var corrected = (await recorder.ImportAsync(file, "?strategy=correct", key)).MustBe(200).Json;
        Assert.True(corrected.Counts() == "0 0 1 0 0", corrected.ToString());
        Assert.Equal("withdrawn", await StateAsync(program, entry!));
        var made = corrected.GetProperty("rows")[0].GetProperty("entry").GetString()!;
        Assert.Equal("reported", await StateAsync(program, made));
        Forget();
        Assert.Equal("0 1 0 0 0", (await recorder.ImportAsync(file, "?strategy=correct", key)).MustBe(200).Json.Counts());
        Assert.Equal("0 1 0 0 0", (await recorder.ImportAsync(file, "?strategy=correct")).MustBe(200).Json.Counts());
        // What is confirmed is reversed, which the other side confirms too.
        (await site.As(People.Confirmer).PostAsync($"/v1/programs/{program}/entries/{made}/confirmation", "{}")).MustBe(200);
        var next = $"{Headers},entry\nprogram/{program},students,2025,2025,12,first,{made}\n";
        Assert.Equal("0 0 1 0 0", (await recorder.ImportAsync(next, "?strategy=correct")).MustBe(200).Json.Counts());
        var now = (await recorder.GetAsync($"/v1/programs/{program}/entries/{made}")).MustBe(200).Json;
        Assert.Equal("confirmed", now.GetProperty("status").GetString());
        Assert.NotNull(now.GetProperty("links").GetProperty("reversedBy").GetString());
        Assert.Equal(4, await EntriesAsync(program));
    }

    [Fact]
    public async Task The_other_sides_entries_arrive_as_reported_by_the_importer_on_its_behalf()
    {
        var program = await NewProgramAsync();
        var file = $"{Headers},province,agency,state,counts\nprogram/{program},students,2025,2025,10,x,la-lpb,la-lpb-office,confirmed,yes\n"
            + $"program/{program},students,2024,2024,10,x,la-lpb,la-lpb-office,đã rút,no\nprogram/{program},students,2024,2024,10,x,la-lpb,la-lpb-none,,\n";
        var import = (await site.As(People.Recorder).ImportAsync(file)).MustBe(200).Json;
        Assert.Equal("1 0 0 1 1", import.Counts());
        Assert.Equal("H4 referenceUnknown", import.FirstProblem());
        var entry = (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/entries/{import.GetProperty("rows")[0].GetProperty("entry").GetString()}"))
            .MustBe(200).Json;
        Assert.Equal(("reported", "vn-db-office", "la-lpb", "la-lpb-office"), (entry.GetProperty("status").GetString(),
            entry.GetProperty("by").GetProperty("agency").GetString(), entry.GetProperty("by").GetProperty("onBehalfOf").GetString(),
            entry.GetProperty("originalAgency").GetString()));
        // Nobody of the side that brought it brings it again.
        Assert.Equal("0 1 0 1 1", (await site.As(People.ClearedRecorder).ImportAsync(file)).MustBe(200).Json.Counts());
    }

    [Fact]
    public async Task Words_of_a_Vietnamese_file_are_read_and_what_says_two_things_is_refused_with_both()
    {
        var program = await NewProgramAsync();
        var vietnamese = $"Sổ;Cam kết;Từ ngày;Đến ngày;Số lượng;Mức độ;Bên hưởng lợi\nprogram/{program};students;8/2022;8/2024;hơn 1.234 học sinh;;Luông Pha Bang\n"
            + $"program/{program};students;25-12;26-12-2024;໓໐;khoảng;\nprogram/{program};students;25-12;;30;;\n";
        var recorder = site.As(People.Recorder);
        var import = (await recorder.ImportAsync(vietnamese)).MustBe(200).Json;
        Assert.Equal(("vi", "2 0 0 0 1"), (import.GetProperty("language").GetString(), import.Counts()));
        Assert.Equal("C4 yearMissing", import.FirstProblem());
        var entries = (await recorder.GetAsync($"/v1/programs/{program}/commitments/students/entries", ("Coop-After", $"program/{program}@4")))
            .Json.GetProperty("items");
        Assert.Equal("""{"value":"1234","unit":"person","bound":"atLeast","estimate":false}""", AmountOf(entries[0]));
        Assert.Equal(("2022-08", "2024-08"), WindowOf(entries[0]));
        Assert.Equal("""{"value":"30","unit":"person","bound":"about","estimate":false}""", AmountOf(entries[1]));
        Assert.Equal(("2024?-12-25", "2024-12-26"), WindowOf(entries[1]));
        var english = $"Book,Commitment,From,To,Amount,Meaning,For whom\nprogram/{program},students,3/4/2025,2025,1.234,x,\n";
        var refused = (await recorder.ImportAsync(english)).MustBe(200).Json.GetProperty("rows")[0].GetProperty("problems");
        Assert.Equal(["dateAmbiguous", "numberAmbiguous"], refused.EnumerateArray().Select(one => one.GetProperty("code").GetString()).Order());
        Assert.Contains("1234 or 1.234", refused.ToString(), StringComparison.Ordinal);

        static string AmountOf(JsonElement entry)
        {
            var amount = entry.GetProperty("amount");
            return $$"""{"value":"{{amount.GetProperty("value")}}","unit":"{{amount.GetProperty("unit")}}","bound":"{{amount.GetProperty("bound")}}","estimate":{{amount.GetProperty("estimate").GetRawText()}}}""";
        }

        static (string?, string?) WindowOf(JsonElement entry) =>
            (entry.GetProperty("occurred").GetProperty("from").GetString(), entry.GetProperty("occurred").GetProperty("to").GetString());
    }

    [Fact]
    public async Task A_locked_period_is_a_result_of_its_row_and_the_file_of_errors_is_mended_and_sent_again()
    {
        var program = await NewProgramAsync();
        (await site.As(People.Coordinator).PostAsync($"/v1/programs/{program}/commitments/students/locks", """{"period":{"from":"2025","to":"2025"},"reason":"x"}"""))
            .MustBe(201);
        var recorder = site.As(People.Recorder);
        var import = (await recorder.ImportAsync(
            $"{Headers}\nprogram/{program},students,2025-01,2025-03,30,=x\nprogram/{program},students,2024-01,2024-03,abc,y\nprogram/{program},students,2024,2024,1,z\n"))
            .MustBe(200);
        Assert.Equal("1 0 0 0 2", import.Json.Counts());
        var problem = import.Json.GetProperty("rows")[0].GetProperty("problems")[0];
        Assert.Equal((423, "periodLocked"), (problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
        var path = import.Header("Location")!;
        var errors = (await recorder.GetAsync(path + "/errors")).MustBe(200);
        var rows = Files.Rows(errors.Body, FileFormat.Csv);
        Assert.Equal(["=x", "y"], rows.Select(row => row["meaning"]));
        Assert.All(rows, row => Assert.NotEmpty(row["problems"]));
        var mended = errors.Text.Replace(",abc,", ",5,", StringComparison.Ordinal).Replace("2025-", "2023-", StringComparison.Ordinal);
        Assert.Equal("2 0 0 0 0", (await recorder.ImportAsync(mended)).MustBe(200).Json.Counts());
        // Its own user alone.
        (await site.As(People.ClearedRecorder).GetAsync(path)).Is(404, "importUnknown");
        (await site.As(People.Uncleared).GetAsync(path + "/errors")).Is(404, "importUnknown");
        Assert.Equal("1 0 0 0 2", (await recorder.GetAsync(path)).MustBe(200).Json.Counts());
        var page = (await recorder.GetAsync(path + "/rows?limit=2")).MustBe(200);
        Assert.Equal(2, page.Json.GetProperty("items").GetArrayLength());
        var rest = await recorder.GetAsync($"{path}/rows?limit=2&cursor={page.Json.GetProperty("next").GetString()}");
        Assert.Equal((1, JsonValueKind.Null), (rest.Json.GetProperty("items").GetArrayLength(), rest.Json.GetProperty("next").ValueKind));
    }

    [Fact]
    public async Task Many_rows_are_answered_before_they_are_done_and_their_progress_is_told()
    {
        var program = await NewProgramAsync();
        var text = new StringBuilder(Headers + "\n");
        for (var i = 0; i < 1_500; i++)
            text.Append($"program/{program},students,2025,2025,{i + 1},\n");
        var recorder = site.As(People.Recorder);
        var begun = await recorder.ImportAsync(text.ToString());
        Assert.Contains(begun.StatusCode, (int[])[200, 202]);
        Assert.Equal(1_500, begun.Json.GetProperty("total").GetInt32());
        var path = begun.Header("Location")!;
        await TestKit.Until.TrueAsync(async () => (await recorder.GetAsync(path)).Json.GetProperty("finished").GetBoolean(), "it never ended");
        var ended = (await recorder.GetAsync(path)).MustBe(200).Json;
        Assert.Equal(("1500 0 0 0 0", 1_500), (ended.Counts(), ended.GetProperty("done").GetInt32()));
        Assert.Equal(1_500, await EntriesAsync(program));
    }

    [Fact]
    public async Task A_breakdown_finds_its_whole_by_the_id_that_this_has_in_the_file()
    {
        var program = await NewProgramAsync();
        var file = $"{Headers},entry,breakdownOf\nprogram/{program},students,2025,2025,10,x,e-old,\nprogram/{program},students,2025,2025,4,y,e-part,e-old\n";
        foreach (var query in new[] { "?dryRun=true", "" })
            Assert.Equal("2 0 0 0 0", (await site.As(People.Recorder).ImportAsync(file, query)).MustBe(200).Json.Counts());
        Assert.Equal("0 2 0 0 0", (await site.As(People.Recorder).ImportAsync(file, headers: ("Coop-After", $"program/{program}@4"))).MustBe(200).Json.Counts());
    }

    private async Task<string> NewProgramAsync()
    {
        var program = await site.NewProgramAsync();
        (await site.As(People.Recorder).GetAsync("/v1/programs", ("Coop-After", $"program/{program}@2"))).MustBe(200);
        return program;
    }

    private static string MediaTypeOf(FileFormat format) => RowFile.Formats.Single(known => known.Format == format).MediaType;

    private void Forget() => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Imports>(site.Services).Clear();

    private async Task<string> ReportAsync(string program, string meaning, string value) =>
        (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/commitments/students/entries", $$"""
            {"amount":{"value":"{{value}}","unit":"person"},"occurred":{"from":"2025","to":"2025"},"meaning":{{JsonSerializer.Serialize(meaning)}} }
            """)).MustBe(201).Header("Coop-Version")!;

    private async Task<string> StateAsync(string program, string entry) =>
        (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/entries/{entry}")).MustBe(200).Json.GetProperty("status").GetString()!;

    private async Task<int> EntriesAsync(string program)
    {
        var (count, from) = (0, 1);
        while (true)
        {
            var page = (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/history?from={from}")).MustBe(200).Json;
            count += page.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("event").GetString() == "entryReported");
            if (page.GetProperty("next").ValueKind == JsonValueKind.Null)
                return count;
            from = page.GetProperty("next").GetInt32();
        }
    }
}
