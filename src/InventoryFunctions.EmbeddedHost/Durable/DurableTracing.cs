using System.Buffers.Text;
using System.Diagnostics;
using InventoryFunctions.EmbeddedHost.Durable.History;
using InventoryFunctions.EmbeddedHost.Hosting;

namespace InventoryFunctions.EmbeddedHost.Durable;

/// <summary>
/// The spans of orchestrations and activities, named as Azure's engine names them. What they belong to is kept with the instance's start, as 34 characters and
/// only where somebody listens, so that it outlives the process and costs no call of storage.
/// </summary>
internal static class DurableTracing
{
    private const int TraceBytes = 16;
    private const int SpanBytes = 8;

    /// <summary>Begins the span in which an instance is started. Null where nobody listens.</summary>
    public static Activity? StartCreation(string orchestrator, string instanceId) => HostTracing.Source.HasListeners()
        ? HostTracing.Source.StartActivity(
            ActivityKind.Producer, default, Tags(orchestrator, instanceId), name: $"create_orchestration:{orchestrator}")
        : null;

    /// <summary>The present span in the form that is stored: trace, span and flags in base64url. Null where there is none, or nobody listens.</summary>
    public static string? Current()
    {
        if (!HostTracing.Source.HasListeners() || Activity.Current is not { IdFormat: ActivityIdFormat.W3C } current)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[TraceBytes + SpanBytes + 1];
        current.TraceId.CopyTo(bytes[..TraceBytes]);
        current.SpanId.CopyTo(bytes.Slice(TraceBytes, SpanBytes));
        bytes[^1] = (byte)current.ActivityTraceFlags;
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Begins the span of an activity. Null where nobody listens, or the instance was started without a trace.</summary>
    public static Activity? StartActivity(string? trace, string activity, string instanceId) => Read(trace) is { } parent
        ? HostTracing.Source.StartActivity(ActivityKind.Server, parent, Tags(activity, instanceId), name: $"activity:{activity}")
        : null;

    /// <summary>Tells of an orchestration that has ended: a span from its start to its end.</summary>
    public static void Ended(StepEvent started, StepEvent outcome, string instanceId)
    {
        if (Read(started.Trace) is not { } parent)
        {
            return;
        }

        using Activity? ended = HostTracing.Source.StartActivity(
            ActivityKind.Server,
            parent,
            Tags(started.Name!, instanceId),
            startTime: new DateTimeOffset(started.Created ?? started.At, TimeSpan.Zero),
            name: $"orchestration:{started.Name}");
        ended?.SetEndTime(outcome.At);
        if (outcome.Kind != EventKind.Completed)
        {
            ended?.SetStatus(ActivityStatusCode.Error, outcome.Kind.ToString());
        }
    }

    private static ActivityContext? Read(string? trace)
    {
        Span<byte> bytes = stackalloc byte[TraceBytes + SpanBytes + 1];
        if (trace is null || !HostTracing.Source.HasListeners() || !Base64Url.TryDecodeFromChars(trace, bytes, out int read) || read != bytes.Length)
        {
            return null;
        }

        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(bytes[..TraceBytes]),
            ActivitySpanId.CreateFromBytes(bytes.Slice(TraceBytes, SpanBytes)),
            (ActivityTraceFlags)bytes[^1],
            traceState: null,
            isRemote: true);
    }

    private static KeyValuePair<string, object?>[] Tags(string name, string instanceId) =>
        [new("durabletask.task.name", name), new("durabletask.task.instance_id", instanceId)];
}
