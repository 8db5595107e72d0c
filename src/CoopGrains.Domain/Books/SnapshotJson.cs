using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Source-generated JSON of the three states. A snapshot is a cache of the fold: one that cannot be read is folded anew.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProgramBook))]
[JsonSerializable(typeof(AgreementBook))]
[JsonSerializable(typeof(ProvinceBook))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Provenance[]))]
[JsonSerializable(typeof(Part[]))]
[JsonSerializable(typeof(Target[]))]
[JsonSerializable(typeof(Clause[]))]
[JsonSerializable(typeof(Signature[]))]
[JsonSerializable(typeof(BookKey[]))]
[JsonSerializable(typeof(Agency[]))]
[JsonSerializable(typeof(AgencyUser[]))]
[JsonSerializable(typeof(Obligation[]))]
[JsonSerializable(typeof(LocalUnit[]))]
[JsonSerializable(typeof(OfficeHolder[]))]
[JsonSerializable(typeof(Occasion[]))]
[JsonSerializable(typeof(Participant[]))]
[JsonSerializable(typeof(Reading[]))]
[JsonSerializable(typeof(Twinning[]))]
[JsonSerializable(typeof(Talks[]))]
[JsonSerializable(typeof(TalksChair[]))]
[JsonSerializable(typeof(AgendaItem[]))]
[JsonSerializable(typeof(TalksOutcome[]))]
[JsonSerializable(typeof(CommitmentRef[]))]
[JsonSerializable(typeof(PartialDate[]))]
[JsonSerializable(typeof(Case[]))]
[JsonSerializable(typeof(Addressee[]))]
[JsonSerializable(typeof(Side[]))]
[JsonSerializable(typeof(PeriodLock[]))]
[JsonSerializable(typeof(UnlockConsent[]))]
[JsonSerializable(typeof(SourceConflict[]))]
[JsonSerializable(typeof(Amendment[]))]
[JsonSerializable(typeof(AppliedAmendment[]))]
[JsonSerializable(typeof(TextChange[]))]
[JsonSerializable(typeof(UnfinishedQuota[]))]
[JsonSerializable(typeof(CarryRecord[]))]
[JsonSerializable(typeof(Commitment[]))]
[JsonSerializable(typeof(CommitmentAsk[]))]
[JsonSerializable(typeof(AskAgreed[]))]
[JsonSerializable(typeof(Attachment[]))]
[JsonSerializable(typeof(AccessGrant[]))]
internal sealed partial class SnapshotJson : JsonSerializerContext;

/// <summary>Parts of a state as text, in the shape that snapshots have: for whoever keeps states in a form of its own.</summary>
public static class StateParts
{
    /// <summary>Writes a value of a type that states are made of.</summary>
    public static void Write<T>(Utf8JsonWriter writer, T value) => JsonSerializer.Serialize(writer, value, Of<T>());

    /// <summary>Reads such a value.</summary>
    public static T Read<T>(ref Utf8JsonReader reader) => JsonSerializer.Deserialize(ref reader, Of<T>())!;

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)SnapshotJson.Default.GetTypeInfo(typeof(T))!;
}
