using System.Globalization;

namespace InventoryFunctions.Notifications;

/// <summary>A sender could not hand a notification on. The message goes into records and logs: no secret is in it.</summary>
/// <param name="message">Why.</param>
/// <param name="isFinal">Whether trying again is of no use.</param>
/// <param name="retryAfter">How long the service asks to be left alone, or null.</param>
/// <param name="isThrottled">Whether the service works, but has been given as much as it takes for now.</param>
public sealed class DeliveryFailedException(string message, bool isFinal = false, TimeSpan? retryAfter = null, bool isThrottled = false) : Exception(message)
{
    /// <summary>Whether trying again is of no use.</summary>
    public bool IsFinal => isFinal;

    /// <summary>How long the service asks to be left alone, or null.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>Whether the service works, but has been given as much as it takes for now.</summary>
    public bool IsThrottled => isThrottled;

    /// <summary>The service answered <paramref name="status"/>, which is no success.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="reason">What the service said, or null.</param>
    /// <param name="retryAfter">The header Retry-After, or null.</param>
    /// <param name="now">The time.</param>
    internal static DeliveryFailedException Of(int status, string? reason, string? retryAfter, DateTimeOffset now) => new(
        string.Create(CultureInfo.InvariantCulture, $"Answered {status}{(string.IsNullOrEmpty(reason) ? "" : $": {reason}")}"),
        IsRefusal(status),
        ReadRetryAfter(retryAfter, now),
        isThrottled: status == TooManyRequests);

    private const int TooManyRequests = 429;

    // The request itself is wrong. 401 and 403 are not among them: a role may take effect minutes after it was assigned.
    private static bool IsRefusal(int status) => status is 400 or 404 or 405 or 410 or 413 or 414 or 415 or 422;

    private static TimeSpan? ReadRetryAfter(string? header, DateTimeOffset now) =>
        int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? TimeSpan.FromSeconds(seconds)
        : DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) && at > now ? at - now
        : null;
}
