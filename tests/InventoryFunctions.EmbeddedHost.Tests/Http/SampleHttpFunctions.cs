using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.EmbeddedHost.Tests.Http;

public sealed class SampleHttpFunctions(CallLog log)
{
    [Function(nameof(Ping))]
    public static IActionResult Ping([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new OkObjectResult(new { Answer = "pong", request.Method });

    [Function(nameof(ReadItem))]
    public IActionResult ReadItem(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "items/{itemId}")] HttpRequest request, string itemId)
    {
        log.Add(itemId);
        return new OkObjectResult(new { itemId, secret = request.Query["q"].ToString() });
    }

    [Function(nameof(WriteItem))]
    public static async Task<IActionResult> WriteItem(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "items/{itemId}")] HttpRequest request, string itemId, CancellationToken cancellation)
    {
        var body = await request.ReadFromJsonAsync<Dictionary<string, int>>(cancellation);
        return new ObjectResult(new { itemId, stock = body!["stock"] }) { StatusCode = StatusCodes.Status201Created };
    }

    [Function(nameof(Typed))]
    public static string Typed(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "typed/{id}/{count}/{big?}")] HttpRequest request, Guid id, int count, long? big) =>
        $"{id:N}:{count}:{big?.ToString() ?? "none"}";

    [Function(nameof(Constrained))]
    public static string Constrained([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{n:int:min(1)}")] HttpRequest request, int n) => $"{n}";

    [Function(nameof(Fails))]
    public static IActionResult Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException("the secret connection string");

    [Function(nameof(MinimalResult))]
    public static ValueTask<IResult> MinimalResult([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) =>
        ValueTask.FromResult(Results.Text("minimal"));

    [Function(nameof(Context))]
    public static IActionResult Context([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context) =>
        new OkObjectResult(new
        {
            context.FunctionDefinition.Name,
            Same = ReferenceEquals(request.HttpContext, context.Items["HttpRequestContext"]),
            HasId = Guid.TryParse(context.InvocationId, out _),
            Binding = context.FunctionDefinition.InputBindings["request"].Type,
        });

    [Function(nameof(Length))]
    public static async Task<string> Length([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, CancellationToken cancellation)
    {
        var buffer = new byte[81920];
        long length = 0;
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellation)) > 0;)
        {
            length += read;
        }

        return $"{length}";
    }
}
