using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InventoryFunctions.Retail.Replay;

/// <summary>The calls of the HTTP API that a replay makes. Calls that meet a system out of breath are repeated: an order is decided once.</summary>
public sealed partial class OrdersClient(HttpClient http, TimeProvider time)
{
    /// <summary>The environment variable with the function key, where the system asks for one.</summary>
    public const string FunctionKeyVariable = "INVENTORY_FUNCTION_KEY";

    private const int MostAttempts = 8;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index { get; }

    /// <summary>Asks whether there is a system that can work.</summary>
    /// <exception cref="HttpRequestException">There is none; the message says what was found instead.</exception>
    public async Task CheckHealthAsync(CancellationToken stop)
    {
        using HttpResponseMessage answer = await http.GetAsync(Relative("health"), stop);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"it answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stop)}");
        }
    }

    /// <summary>Whether the inventory has this item.</summary>
    public async Task<bool> HasItemAsync(string itemId, CancellationToken stop)
    {
        using HttpResponseMessage answer = await SendAsync(() => new(HttpMethod.Get, Relative($"inventory/{Uri.EscapeDataString(itemId)}")), stop);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Places an order.</summary>
    /// <returns>Null where it was accepted, else the refusal.</returns>
    /// <exception cref="HttpRequestException">No answer, or none that says what became of it.</exception>
    public async Task<OrderAnswer.Refused?> PlaceAsync(RetailOrder order, string policy, CancellationToken stop)
    {
        var body = new { orderId = order.OrderId, lines = order.Lines.Select(line => new { productId = line.ProductId, quantity = line.Quantity }), policy };
        using HttpResponseMessage answer = await SendAsync(() => new(HttpMethod.Post, Relative("orders")) { Content = JsonContent.Create(body) }, stop);
        return answer.StatusCode switch
        {
            HttpStatusCode.Accepted or HttpStatusCode.OK => null,
            HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity =>
                new OrderAnswer.Refused(Rules(answer.StatusCode, await answer.Content.ReadAsStringAsync(stop))),
            _ => throw await UnexpectedAsync(answer, stop),
        };
    }

    /// <summary>The decision on an order, or null while there is none.</summary>
    /// <exception cref="HttpRequestException">No answer, or none that says what became of it.</exception>
    public async Task<OrderAnswer.Decided?> ReadAsync(string orderId, CancellationToken stop)
    {
        using HttpResponseMessage answer = await SendAsync(() => new(HttpMethod.Get, Relative($"orders/{Uri.EscapeDataString(orderId)}")), stop);
        if (!answer.IsSuccessStatusCode)
        {
            throw await UnexpectedAsync(answer, stop);
        }

        JsonElement order = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
        string status = order.GetProperty("status").GetString()!;
        return status == "Pending" ? null : new OrderAnswer.Decided(status, [.. order.GetProperty("lines").EnumerateArray().Select(Line)]);
    }

    private static DecidedLine Line(JsonElement line) => new(
        line.GetProperty("productId").GetString()!,
        line.TryGetProperty("reservedQuantity", out JsonElement reserved) && reserved.ValueKind == JsonValueKind.Number ? reserved.GetInt64() : 0,
        line.TryGetProperty("reason", out JsonElement reason) ? reason.GetString() : null);

    /// <summary>The rules of a problem details body. Which line of the order broke one is left out, so that orders can be counted by rule.</summary>
    private static IReadOnlyList<string> Rules(HttpStatusCode status, string body)
    {
        try
        {
            JsonElement problem = JsonElement.Parse(body);
            if (problem.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0)
            {
                return [.. errors.EnumerateArray().Select(error => $"{Index.Replace(error.GetProperty("field").GetString()!, "[]")} {error.GetProperty("rule").GetString()}")];
            }

            return [$"{(int)status}: {problem.GetProperty("detail").GetString()}"];
        }
        catch (Exception notOurs) when (notOurs is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [$"{(int)status}: {body}"];
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, CancellationToken stop)
    {
        TimeSpan pause = FirstPause;
        for (int attempt = 1; ; attempt++)
        {
            TimeSpan? asked = null;
            try
            {
                using HttpRequestMessage message = request();
                HttpResponseMessage answer = await http.SendAsync(message, stop);
                if (attempt == MostAttempts || answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                {
                    return answer;
                }

                asked = answer.Headers.RetryAfter?.Delta;
                answer.Dispose();
            }
            catch (Exception failed) when (attempt < MostAttempts && !stop.IsCancellationRequested && failed is HttpRequestException or TaskCanceledException)
            {
                // Perhaps it is just being restarted.
            }

            await Task.Delay(asked ?? pause, time, stop);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static async Task<HttpRequestException> UnexpectedAsync(HttpResponseMessage answer, CancellationToken stop) => answer.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new($"{(int)answer.StatusCode}: the system asks for a function key; set {FunctionKeyVariable}."),
        _ => new($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stop)}"),
    };

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}
