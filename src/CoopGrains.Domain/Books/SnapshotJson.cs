using System.Text.Json;
using System.Text.Json.Serialization;
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
internal sealed partial class SnapshotJson : JsonSerializerContext;
