using System.Text;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using TestKit;

namespace Domain.Tests;

/// <summary>
/// Stored payloads of each schema version must load for ever and write back unchanged but for the number.
/// A file is never edited: a changed shape raises the schema number and adds a folder with the payloads that changed; a member that
/// may be missing adds a file beside the one that lacks it, such as agreementDrafted.dated.json, and after that minutesDrafted.more.json,
/// outcomeRecorded.next.json and outcomeRecorded.then.json.
/// </summary>
public sealed class GoldenTests
{
    private const string Dated = ".dated";

    // In the order in which they came.
    private static readonly string[] Additions = [Dated, ".more", ".next", ".then"];

    public static TheoryData<string> Events() => new(EventCatalog.All.Select(pair => pair.Key).Order());

    public static TheoryData<int, string> Payloads()
    {
        var payloads = new TheoryData<int, string>();
        for (var version = 1; version <= EventCatalog.Schema; version++)
            foreach (var path in Directory.GetFiles(Folder(version), "*.json").Order(StringComparer.Ordinal))
                if (!Path.GetFileName(path).StartsWith("snapshot.", StringComparison.Ordinal))
                    payloads.Add(version, Path.GetFileNameWithoutExtension(path));
        return payloads;
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_a_golden_payload_of_its_newest_shape(string name)
    {
        var now = EventCatalog.Write((Event)Samples.Of(EventCatalog.All.Single(pair => pair.Key == name).Value));
        var newest = Enumerable.Range(1, EventCatalog.Schema)
            .Last(version => version == 1 || Directory.GetFiles(Folder(version), name + ".*").Length > 0);
        var file = name + (Additions.LastOrDefault(added => File.Exists(PathOf(newest, name + added))) ?? "");
        Assert.Equal(now, Rewritten(Golden(newest, file, now), newest));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Every_golden_payload_loads_and_writes_back_unchanged(int version, string file)
    {
        var golden = Golden(version, file, "");
        Assert.Equal(Rewritten(golden, version), EventCatalog.Write(EventCatalog.Read(file.Split('.')[0], golden)));
    }

    [Fact]
    public void Snapshots_of_each_kind_of_book_load_and_write_back_unchanged()
    {
        var program = new Play<ProgramBook>(BookKey.Program("db-north")) { Agreement = World.Terms };
        program.Do(World.Db, new OpenProgram { Title = World.Vi("Hợp tác"), Agreement = World.Terms.Agreement, Parties = World.Network })
            .Folded([Unsourced(program, World.Commit("places") with { Yearly = new() { From = 2025, To = 2027, Amount = World.Of(30) } })]);
        program.Do(World.Lpb, new ConfirmEntry { Entry = program.Report(World.Db, World.Report("places", World.Of(30))) });
        program.Do(World.Lpb, new AddTwinning { Lao = new() { Provinces = ["la-lpb"], Unit = "c1" }, Vietnamese = new() { Provinces = ["vn-db"] } });
        Snapshot(program, schema: 4, folder: 3);
        var agreement = Books.Agreement().Do(World.Db, new AcceptText { Revision = 1 }).Do(World.Psl, new AcceptText { Revision = 1 }).Do(World.Db, Books.Signature);
        agreement.Do(World.Db, new RegisterTalks { On = World.Date("2024?-12-25"), Host = "vn-db", Sources = [new() { Source = "S2" }] });
        Snapshot(agreement.Do(Actor.System, new NoteSuccessor { Successor = BookKey.Agreement("next") }), schema: 4, folder: 3, Dated);
        var undated = Golden(3, "snapshot.agreement", "");
        Assert.Equal(undated, AgreementBook.Write(AgreementBook.Read(Encoding.UTF8.GetBytes(undated))));
        Snapshot(Registered(), schema: 4, folder: 3);
    }

    // As commitments were entered before a source was asked of what one side states.
    private static CommitmentAdded Unsourced(Play<ProgramBook> program, AddCommitment add) =>
        program.Try(World.Db, add).Events[0] is CommitmentAdded added
            ? added with { Commitment = added.Commitment with { Sources = default } }
            : throw new InvalidOperationException("Nothing was added.");

    private static Play<ProvinceBook> Registered()
    {
        var coordinator = World.Who("vn-db", Roles.Coordinator);
        return Books.Province().Do(World.Operator, new RegisterAgency { Id = "vn-db-office", Name = World.Vi("Văn phòng") })
            .Do(World.Operator, new AppointUser { Agency = "vn-db-office", User = "an", Roles = World.All, Cleared = true })
            .Do(coordinator, new RegisterUnit { Id = "muong-nhe", Name = World.Vi("Mường Nhé"), Kind = LocalUnitKind.District })
            .Do(coordinator, new CloseUnit { Unit = "muong-nhe", On = World.Date("2025-06-30"), Reason = "sắp xếp" })
            .Do(coordinator, new RegisterHolder { Id = "chair", Person = "Lê Thành Đô", Office = World.Vi("Chủ tịch"), Validity = new() { SeenOn = [World.Date("2025-04")] } })
            .Do(coordinator, new RecordOccasion { Id = "visit", Kind = OccasionKind.Visit, Title = World.Vi("Thăm"), On = World.Date("2025-04"), Parties = ["vn-db"] });
    }

    [Fact]
    public void Stored_text_stays_readable() =>
        Assert.Contains("Điện Biên", EventCatalog.Write(new NamesSet
        {
            Names = new() { Name = World.Vi("Điện Biên") },
            Before = new() { Name = new() { Lo = "ດຽນບຽນ" } },
            Revision = 2,
        }), StringComparison.Ordinal);

    [Theory]
    [InlineData("entryWithdrawn", """{"schema":4,"entry":"e-1","reason":"x"}""")]
    [InlineData("entryWithdrawn", """{"schema":0,"entry":"e-1","reason":"x"}""")]
    [InlineData("entryWithdrawn", """{"schema":99999999999,"entry":"e-1","reason":"x"}""")]
    [InlineData("entryWithdrawn", """{"entry":"e-1","reason":"x"}""")]
    [InlineData("entryWithdrawn", """{"schema":1,"entry":"e-1","reason":"x","more":1}""")]
    [InlineData("entryWithdrawn", """{"schema":1,"entry":"e-1"}""")]
    [InlineData("entryWithdrawn", """{"schema":1,"entry":"e-1","reason":null}""")]
    [InlineData("entryWithdrawn", """{"schema":1,"entry":1,"reason":"x"}""")]
    [InlineData("entryWithdrawn", """{"schema":1,"entry":"e-1","reason":"x"} trailing""")]
    [InlineData("entryWithdrawn", """{"schema":1}""")]
    [InlineData("entryWithdrawn", """{"schema":1""")]
    [InlineData("entryWithdrawn", """{"schema":1,""")]
    [InlineData("entryWithdrawn", "")]
    [InlineData("entryWithdrawn", "null")]
    [InlineData("entryWithdrawn", "[]")]
    [InlineData("entryVanished", """{"schema":1,"entry":"e-1","reason":"x"}""")]
    [InlineData("EntryWithdrawn", """{"schema":1,"entry":"e-1","reason":"x"}""")]
    [InlineData("entryReported", """{"schema":1,"entry":"e-1","commitment":"c","occurred":{"from":"2025"},"beneficiaries":[null],"by":{"user":"a","agency":"b","body":"c","side":"VN"},"toConfirm":[],"at":"2026-11-21T00:00:00+00:00"}""")]
    public void What_this_build_cannot_read_is_refused_with_a_json_exception(string name, string text) =>
        Assert.NotEmpty(Assert.ThrowsAny<JsonException>(() => EventCatalog.Read(name, text)).Message);

    [Theory]
    [InlineData("entryVanished", """{"schema":1,"entry":"e-1","reason":"x"}""", true)]
    [InlineData("entryWithdrawn", """{"schema":4,"entry":"e-1","more":1}""", true)]
    [InlineData("entryWithdrawn", """{"schema":3,"entry":"e-1","reason":"x","more":1}""", false)]
    [InlineData("entryWithdrawn", """{"schema":0,"entry":"e-1","reason":"x"}""", false)]
    public void What_a_newer_build_wrote_is_told_from_what_no_build_writes(string name, string text, bool newer) =>
        Assert.Equal(newer, Assert.ThrowsAny<JsonException>(() => EventCatalog.Read(name, text)) is NewerEventException);

    [Fact]
    public void What_this_build_writes_it_reads() => Assert.InRange(EventCatalog.Schema, 1, EventCatalog.NewestRead);

    [Theory]
    [InlineData("""{"value":"1","unit":"person","bound":"1"}""")]
    [InlineData("""{"value":"1","unit":"person","bound":1}""")]
    [InlineData("""{"value":"1","unit":"person","bound":"maybe"}""")]
    public void An_enum_is_one_of_its_names(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Amount>(json, JsonSerializerOptions.Web));

    private static string Folder(int version) => RepositoryRoot.PathOf("tests", "Domain.Tests", "Golden", $"v{version}");

    private static string PathOf(int version, string name) => Path.Combine(Folder(version), name + ".json");

    private static string Rewritten(string golden, int version) =>
        golden.Replace($"{{\"schema\":{version}", $"{{\"schema\":{EventCatalog.Schema}", StringComparison.Ordinal);

    private static void Snapshot<TBook>(Play<TBook> play, int schema = 1, int folder = 1, string suffix = "")
        where TBook : class, IBookState<TBook>
    {
        Assert.Equal(schema, TBook.SnapshotSchema);
        var golden = Golden(folder, "snapshot." + TBook.Kind.ToString().ToLowerInvariant() + suffix, TBook.Write(play.State));
        Assert.Equal(golden, TBook.Write(TBook.Read(Encoding.UTF8.GetBytes(golden))));
        Assert.Equal(golden, TBook.Write(play.State));
    }

    private static string Golden(int version, string name, string proposal)
    {
        var path = PathOf(version, name);
        Assert.True(File.Exists(path), $"No golden payload {path}. If the shape is what you want to keep for ever, store:\nGOLDEN {name} {proposal}");
        return File.ReadAllText(path).TrimEnd('\n');
    }
}
