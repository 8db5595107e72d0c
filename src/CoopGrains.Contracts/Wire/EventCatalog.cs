using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CoopGrains.Contracts;

/// <summary>The stored name of every event, and how events become text and come back.</summary>
/// <remarks>
/// The text is one JSON object whose first member <c>schema</c> is the number of its shape. Names are frozen;
/// every schema number keeps a golden payload that must still load.
/// </remarks>
public static class EventCatalog
{
    /// <summary>The schema number that this build writes.</summary>
    public const int Schema = 3;

    /// <summary>The newest schema number that this build reads.</summary>
    /// <remarks>
    /// Processes of two releases run beside each other while one follows the other, and each reads what the other writes. So a new shape,
    /// and a new event, comes in two steps: a release that reads it, and a later one that writes it.
    /// </remarks>
    public const int NewestRead = 3;

    private const string Start = "{\"schema\":";
    private const int MostKept = 64 * 1024;

    // Attributes cannot name an encoder; the default one would escape every Vietnamese and Lao letter.
    private static readonly StoredJson Stored =
        new(new JsonSerializerOptions(StoredJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly FrozenDictionary<string, JsonTypeInfo> ByName = new Dictionary<string, JsonTypeInfo>
    {
        ["commitmentAdded"] = Stored.CommitmentAdded,
        ["targetSet"] = Stored.TargetSet,
        ["commitmentAsked"] = Stored.CommitmentAsked,
        ["commitmentAskJoined"] = Stored.CommitmentAskJoined,
        ["targetAskDropped"] = Stored.TargetAskDropped,
        ["commitmentAskDropped"] = Stored.CommitmentAskDropped,
        ["commitmentAgreed"] = Stored.CommitmentAgreed,
        ["commitmentCancelled"] = Stored.CommitmentCancelled,
        ["entryReported"] = Stored.EntryReported,
        ["entryConfirmed"] = Stored.EntryConfirmed,
        ["entryDisputed"] = Stored.EntryDisputed,
        ["entrySentBack"] = Stored.EntrySentBack,
        ["entryWithdrawn"] = Stored.EntryWithdrawn,
        ["entryMarkedDuplicate"] = Stored.EntryMarkedDuplicate,
        ["entryFoundDistinct"] = Stored.EntryFoundDistinct,
        ["entryDuplicateAsked"] = Stored.EntryDuplicateAsked,
        ["periodLocked"] = Stored.PeriodLocked,
        ["unlockAsked"] = Stored.UnlockAsked,
        ["unlockAskDropped"] = Stored.UnlockAskDropped,
        ["periodUnlocked"] = Stored.PeriodUnlocked,
        ["conflictRaised"] = Stored.ConflictRaised,
        ["conflictResolved"] = Stored.ConflictResolved,
        ["agreementDrafted"] = Stored.AgreementDrafted,
        ["instrumentRegistered"] = Stored.InstrumentRegistered,
        ["textEdited"] = Stored.TextEdited,
        ["textAccepted"] = Stored.TextAccepted,
        ["textUnlocked"] = Stored.TextUnlocked,
        ["agreementSigned"] = Stored.AgreementSigned,
        ["agreementEnteredIntoForce"] = Stored.AgreementEnteredIntoForce,
        ["draftWithdrawn"] = Stored.DraftWithdrawn,
        ["agreementSuspended"] = Stored.AgreementSuspended,
        ["agreementResumed"] = Stored.AgreementResumed,
        ["agreementTerminated"] = Stored.AgreementTerminated,
        ["successorNoted"] = Stored.SuccessorNoted,
        ["programOpened"] = Stored.ProgramOpened,
        ["programSuspended"] = Stored.ProgramSuspended,
        ["programResumed"] = Stored.ProgramResumed,
        ["programClosed"] = Stored.ProgramClosed,
        ["agreementNoted"] = Stored.AgreementNoted,
        ["provinceRegistered"] = Stored.ProvinceRegistered,
        ["namesSet"] = Stored.NamesSet,
        ["agencyRegistered"] = Stored.AgencyRegistered,
        ["agencyClosed"] = Stored.AgencyClosed,
        ["agencyReopened"] = Stored.AgencyReopened,
        ["userAppointed"] = Stored.UserAppointed,
        ["obligationNoted"] = Stored.ObligationNoted,
        ["unitRegistered"] = Stored.UnitRegistered,
        ["unitCorrected"] = Stored.UnitCorrected,
        ["unitClosed"] = Stored.UnitClosed,
        ["holderRegistered"] = Stored.HolderRegistered,
        ["holderCorrected"] = Stored.HolderCorrected,
        ["tenureEnded"] = Stored.TenureEnded,
        ["occasionRecorded"] = Stored.OccasionRecorded,
        ["occasionRetracted"] = Stored.OccasionRetracted,
        ["twinningAdded"] = Stored.TwinningAdded,
        ["twinningAffirmed"] = Stored.TwinningAffirmed,
        ["twinningCorrected"] = Stored.TwinningCorrected,
        ["twinningEnded"] = Stored.TwinningEnded,
        ["activityLogged"] = Stored.ActivityLogged,
        ["talksPlanned"] = Stored.TalksPlanned,
        ["talksRegistered"] = Stored.TalksRegistered,
        ["agendaShared"] = Stored.AgendaShared,
        ["talksHeld"] = Stored.TalksHeld,
        ["minutesDrafted"] = Stored.MinutesDrafted,
        ["minutesSigned"] = Stored.MinutesSigned,
        ["outcomeRecorded"] = Stored.OutcomeRecorded,
        ["outcomeSettled"] = Stored.OutcomeSettled,
        ["talksPostponed"] = Stored.TalksPostponed,
        ["talksCancelled"] = Stored.TalksCancelled,
        ["outcomeNoted"] = Stored.OutcomeNoted,
        ["caseRaised"] = Stored.CaseRaised,
        ["caseDelivered"] = Stored.CaseDelivered,
        ["caseAcknowledged"] = Stored.CaseAcknowledged,
        ["resolutionProposed"] = Stored.ResolutionProposed,
        ["caseClosed"] = Stored.CaseClosed,
        ["caseReopened"] = Stored.CaseReopened,
        ["caseReplied"] = Stored.CaseReplied,
        ["actionCompleted"] = Stored.ActionCompleted,
        ["actionVerified"] = Stored.ActionVerified,
        ["caseEscalated"] = Stored.CaseEscalated,
        ["escalationReverted"] = Stored.EscalationReverted,
        ["agreementExpired"] = Stored.AgreementExpired,
        ["reversionAsked"] = Stored.ReversionAsked,
        ["reversionAskDropped"] = Stored.ReversionAskDropped,
        ["endReverted"] = Stored.EndReverted,
        ["amendmentProposed"] = Stored.AmendmentProposed,
        ["amendmentAccepted"] = Stored.AmendmentAccepted,
        ["amendmentSigned"] = Stored.AmendmentSigned,
        ["amendmentApplied"] = Stored.AmendmentApplied,
        ["amendmentWithdrawn"] = Stored.AmendmentWithdrawn,
        ["commitmentCarried"] = Stored.CommitmentCarried,
        ["carryNamed"] = Stored.CarryNamed,
        ["carryReverted"] = Stored.CarryReverted,
        ["reviewSigned"] = Stored.ReviewSigned,
        ["signOffDropped"] = Stored.SignOffDropped,
        ["reopeningAsked"] = Stored.ReopeningAsked,
        ["reopeningAskDropped"] = Stored.ReopeningAskDropped,
        ["reviewReopened"] = Stored.ReviewReopened,
        ["documentAttached"] = Stored.DocumentAttached,
        ["accessGranted"] = Stored.AccessGranted,
        ["accessRevoked"] = Stored.AccessRevoked,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> ByType = ByName.ToFrozenDictionary(pair => pair.Value.Type, pair => pair.Key);

    // Events are written by whoever has a thread: its buffer serves the next one too.
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _writing;

    private static readonly string Head = string.Create(CultureInfo.InvariantCulture, $"{Start}{Schema}");

    /// <summary>True for a stored name.</summary>
    public static bool Has(string name) => ByName.ContainsKey(name);

    /// <summary>Every stored name with its type.</summary>
    public static IEnumerable<KeyValuePair<string, Type>> All => ByName.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Type));

    /// <summary>The stored name of an event.</summary>
    public static string NameOf(Event happened) => ByType[happened.GetType()];

    /// <summary>The stored text of an event.</summary>
    public static string Write(Event happened)
    {
        var (buffer, writer) = _writing ??= NewWriting();
        buffer.ResetWrittenCount();
        writer.Reset();
        JsonSerializer.Serialize(writer, happened, ByName[NameOf(happened)]);
        writer.Flush();
        if (buffer.Capacity > MostKept)
            _writing = null;
        return buffer.WrittenCount == 2
            ? Head + "}"
            : string.Create(Head.Length + Encoding.UTF8.GetCharCount(buffer.WrittenSpan), buffer, static (text, buffer) =>
            {
                Encoding.UTF8.GetChars(buffer.WrittenSpan, text[Head.Length..]);
                Head.CopyTo(text);
                text[Head.Length] = ',';
            });
    }

    /// <summary>The event of a stored name and text.</summary>
    /// <exception cref="NewerEventException">A newer build wrote it.</exception>
    /// <exception cref="JsonException">The text is not one that any build writes.</exception>
    public static Event Read(string name, string text)
    {
        if (!ByName.TryGetValue(name, out var type))
            throw new NewerEventException($"No event is called \"{name}\" in this build.");
        var end = text.AsSpan().IndexOfAny(',', '}');
        if (!text.StartsWith(Start, StringComparison.Ordinal) || end < 0
            || !int.TryParse(text.AsSpan(Start.Length, end - Start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var schema))
            throw new JsonException($"The text of \"{name}\" does not begin with its schema number.");
        if (schema > NewestRead)
            throw new NewerEventException($"The text of \"{name}\" has schema {schema}; this build reads 1 to {NewestRead}.");
        if (schema < 1)
            throw new JsonException($"The text of \"{name}\" has schema {schema}; no build has written that.");
        var body = text[end] == '}' ? string.Concat("{", text.AsSpan(end)) : string.Concat("{", text.AsSpan(end + 1));
        return (Event)(JsonSerializer.Deserialize(body, type) ?? throw new JsonException($"The text of \"{name}\" is null."));
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) NewWriting()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        return (buffer, new(buffer, new() { Encoder = Stored.Options.Encoder, SkipValidation = true }));
    }
}
