using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>What the pages for operators tell programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TraceListReply))]
[JsonSerializable(typeof(TraceReply))]
[JsonSerializable(typeof(SiteReply))]
[JsonSerializable(typeof(MethodsReply))]
[JsonSerializable(typeof(RefusalsReply))]
[JsonSerializable(typeof(LogReply))]
internal sealed partial class OpsJson : JsonSerializerContext;
