using System.Text.Json.Serialization;

namespace InventoryFunctions.Callbacks;

/// <summary>How a task that an orchestration waits for ended (parity B11). Stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskEnd>))]
public enum TaskEnd
{
    /// <summary>Whoever had the token reported success.</summary>
    Success,

    /// <summary>Whoever had the token reported failure.</summary>
    Failure,

    /// <summary>Nobody reported anything in time.</summary>
    Timeout,

    /// <summary>A sign of life that the wait demands stayed out.</summary>
    HeartbeatTimeout,
}
