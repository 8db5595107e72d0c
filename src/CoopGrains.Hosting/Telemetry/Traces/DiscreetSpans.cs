using System.Diagnostics;
using CoopGrains.Storage;
using OpenTelemetry;

namespace CoopGrains.Hosting.Telemetry.Traces;

/// <summary>First of all processors: takes keys of restricted books out of the spans of grain calls, and withholds their traces.</summary>
internal sealed class DiscreetSpans : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Source.Name.StartsWith("Microsoft.Orleans", StringComparison.Ordinal) && RestrictedKeys.LeaveOut(data))
            Withheld.Mark(data);
    }
}
