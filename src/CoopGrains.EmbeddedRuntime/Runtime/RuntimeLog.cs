using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>What the runtime has to tell operators. Keys can name restricted books, so mostly types are named.</summary>
internal sealed partial class RuntimeLog(ILogger logger)
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "One-way request {Method} to a grain of type {GrainType} failed")]
    public partial void OneWayFailed(Exception error, GrainMethod method, GrainType grainType);

    [LoggerMessage(Level = LogLevel.Error, Message = "A grain of type {GrainType} failed to activate")]
    public partial void ActivationFailed(Exception error, GrainType grainType);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A grain of type {GrainType} failed while it was deactivated")]
    public partial void DeactivationFailed(Exception error, GrainType grainType);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A turn of grain {GrainId} failed in the runtime")]
    public partial void TurnFailed(Exception error, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopping ran out of time; what is left is refused")]
    public partial void StopTimeUp();
}
