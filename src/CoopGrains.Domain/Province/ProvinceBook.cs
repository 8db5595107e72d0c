using System.Text.Json;
using System.Text.Json.Serialization;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>The state of a province's book, or of a country's national bodies.</summary>
public sealed record ProvinceBook : IBookState<ProvinceBook>
{
    /// <inheritdoc/>
    public static BookKind Kind => BookKind.Province;

    /// <inheritdoc/>
    public static ProvinceBook Empty { get; } = new() { Commitments = CommitmentLedgers.Empty };

    /// <inheritdoc/>
    public static int SnapshotSchema => 4;

    /// <summary>How it was entered; null before.</summary>
    public ProvinceRegistered? Registered { get; init; }

    /// <summary>Its names.</summary>
    public ProvinceNames? Names { get; init; }

    /// <summary>The names' revision.</summary>
    public int Revision { get; init; }

    /// <summary>Its agencies.</summary>
    public ValueList<Agency> Agencies { get; init; }

    /// <summary>What it owes or is owed elsewhere.</summary>
    public ValueList<Obligation> Obligations { get; init; }

    /// <summary>Its units, closed ones too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<LocalUnit> Units { get; init; }

    /// <summary>Its office-holders, former ones too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<OfficeHolder> Holders { get; init; }

    /// <summary>Delegations, visits, honors, gifts and anniversaries.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<Occasion> Occasions { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<Attachment> Attachments { get; init; }

    /// <inheritdoc/>
    public required CommitmentLedgers Commitments { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<SourceConflict> Conflicts { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public bool Exists => Registered is not null;

    /// <inheritdoc/>
    [JsonIgnore] public bool Restricted => false;

    /// <inheritdoc/>
    [JsonIgnore] public ValueList<string> Parties => Registered is { } entered ? [entered.Book.Id] : default;

    /// <summary>True for a country's national bodies, which no province count includes.</summary>
    [JsonIgnore] public bool National => Registered?.Book.Id is "vn" or "la";

    /// <inheritdoc/>
    public static Decision Decide(ProvinceBook state, Command command, Context context) => ProvinceRules.Decide(state, command, context);

    /// <inheritdoc/>
    public static ProvinceBook Evolve(ProvinceBook state, Event happened) => happened switch
    {
        ProvinceRegistered registered => state with { Registered = registered, Names = registered.Names, Revision = 1 },
        NamesSet set => state with { Names = set.Names, Revision = set.Revision },
        AgencyRegistered registered => state with
        {
            Agencies = state.Agencies.Add(new() { Id = registered.Agency, Name = registered.Name, Users = default, Oversees = registered.Oversees }),
        },
        UserAppointed appointed => state with { Agencies = Appoint(state.Agencies, appointed) },
        ObligationNoted noted => state with
        {
            Obligations = state.Obligations.Where(other => !Same(other, noted.Obligation))
                .Concat(noted.Obligation.Ended ? [] : [noted.Obligation]).ToValueList(),
        },
        _ when AgencyRules.Evolve(state.Agencies, happened) is { } agencies => state with { Agencies = agencies },
        _ when UnitRules.Evolve(state.Units, happened) is { } units => state with { Units = units },
        _ when HolderRules.Evolve(state.Holders, happened) is { } holders => state with { Holders = holders },
        _ when OccasionRules.Evolve(state.Occasions, happened) is { } occasions => state with { Occasions = occasions },
        DocumentAttached attached => state with { Attachments = state.Attachments.Add(attached.Attachment) },
        _ when CommitmentFold.Evolve(state.Commitments, happened) is { } commitments => state with { Commitments = commitments },
        _ when ConflictRules.Evolve(state.Conflicts, happened) is { } conflicts => state with { Conflicts = conflicts },
        _ => throw new InvalidOperationException($"A province's book knows no {happened.GetType().Name}."),
    };

    /// <inheritdoc/>
    public static string Write(ProvinceBook state) => JsonSerializer.Serialize(state, SnapshotJson.Default.ProvinceBook);

    /// <inheritdoc/>
    public static void Write(ProvinceBook state, Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, state, SnapshotJson.Default.ProvinceBook);

    /// <inheritdoc/>
    public static ProvinceBook Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, SnapshotJson.Default.ProvinceBook)!;

    /// <summary>The province as a reader sees it on a civil date; users are for its own coordinators.</summary>
    public static ProvinceView View(ProvinceBook state, BookKey book, long version, DateOnly today, Actor reader)
    {
        var showsUsers = SeesUsers(book, reader);
        return new()
        {
            Book = book,
            Version = version,
            National = state.National,
            Side = state.Registered!.Side,
            Iso = state.Registered.Iso,
            Name = state.Names!.Name,
            Aliases = state.Names.Aliases,
            Revision = state.Revision,
            Borders = state.Registered.Borders,
            Agencies = showsUsers ? state.Agencies : state.Agencies.Select(agency => agency with { Users = default }).ToValueList(),
            Obligations = state.Obligations,
            Commitments = state.Commitments.InOrder.Select(ledger => FiguresOf.View(ledger, today)).ToValueList(),
            Sources = state.Registered.Sources,
        };
    }

    /// <summary>True for those who manage the agencies' users.</summary>
    public static bool SeesUsers(BookKey book, Actor reader) => reader.Has(Roles.Coordinator) && reader.Body == book.Id;

    internal static bool Same(Obligation left, Obligation right) => left.Book == right.Book && left.Commitment == right.Commitment;

    private static ValueList<Agency> Appoint(ValueList<Agency> agencies, UserAppointed appointed) => agencies
        .Select(agency => agency.Id != appointed.Agency ? agency : agency with
        {
            Users = agency.Users.Where(user => user.User != appointed.User.User)
                .Concat(appointed.User.Roles == Roles.None ? [] : [appointed.User]).ToValueList(),
        }).ToValueList();
}
