using System.Text.Json.Serialization;
using DurableTask.Core;
using Microsoft.DurableTask;

namespace InventoryFunctions.EmbeddedHost.Durable.History;

/// <summary>Why an activity or an instance failed, as it is stored.</summary>
internal sealed record Failure(
    [property: JsonPropertyName("t")] string Type,
    [property: JsonPropertyName("m")] string Message,
    [property: JsonPropertyName("s")] string? Stack = null,
    [property: JsonPropertyName("i")] Failure? Inner = null,
    [property: JsonPropertyName("p"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Permanent = false)
{
    public static Failure From(Exception exception) => exception is TaskFailedException failed
        ? new Failure(failed.GetType().ToString(), failed.Message, failed.StackTrace, From(failed.FailureDetails))
        : new Failure(
            exception.GetType().ToString(),
            exception.Message,
            exception.StackTrace,
            exception.InnerException is { } inner ? From(inner) : null);

    public TaskFailureDetails ToDetails() => new(Type, Message, Stack, Inner?.ToDetails(), null);

    public FailureDetails ToCore() => new(Type, Message, Stack, Inner?.ToCore(), Permanent);

    private static Failure From(TaskFailureDetails details) =>
        new(details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure is { } inner ? From(inner) : null);
}
