using InventoryFunctions.Api;
using InventoryFunctions.Callbacks;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.PurchaseOrders.Approval;

/// <summary>
/// The page on which a person decides a purchase order (parity B6, D6), by the token of their link and without a key. Whoever opens it, also a program that
/// looks into mails, changes nothing; a POST decides, once, about the quantity that was shown.
/// </summary>
public sealed class DecisionFunctions(
    ApiEndpoint api, ApprovalLinks links, PurchaseOrderStore orders, PurchaseOrderDecisions decisions, InventoryStore inventory,
    ILogger<DecisionFunctions> logger)
{
    private const string Route = "purchase-orders/{purchaseOrderId}/decision";
    private const string UnrecognizedAction = "Unrecognized action. Expected: approve, reject.";

    /// <summary><c>GET</c> and <c>HEAD /purchase-orders/{purchaseOrderId}/decision?token=</c>: the page.</summary>
    [Function(nameof(ShowDecision))]
    public Task<IActionResult> ShowDecision(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string purchaseOrderId) => RunAsync(request, async cancellation =>
    {
        string? token = request.Query["token"];
        TaskTokenReading reading = links.Read(purchaseOrderId, token);
        if (reading is TaskTokenReading.Forged)
        {
            return new PageResult(StatusCodes.Status403Forbidden, RefusalPage.Forged);
        }

        // A link whose time is over shows what was decided: its reader may have decided it.
        return await orders.FindAsync(purchaseOrderId, cancellation) switch
        {
            null => Gone(),
            { IsOpen: true } order when reading is TaskTokenReading.Valid =>
                new PageResult(StatusCodes.Status200OK, DecisionPage.Of(order, await ItemAsync(order, cancellation), token!)),
            { Status: PurchaseOrderStatus.Approved or PurchaseOrderStatus.Rejected } order =>
                new PageResult(StatusCodes.Status200OK, DecidedPage.Of(order, await ItemAsync(order, cancellation))),
            { } order => Expired(order),
        };
    });

    /// <summary><c>POST /purchase-orders/{purchaseOrderId}/decision</c> with the page's form: decides.</summary>
    [Function(nameof(DecidePurchaseOrder))]
    public Task<IActionResult> DecidePurchaseOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string purchaseOrderId,
        [DurableClient] DurableTaskClient client) => RunAsync(request, async cancellation =>
    {
        DecisionForm form = await DecisionForm.ReadAsync(request, cancellation);
        TaskTokenReading reading = links.Read(purchaseOrderId, form.Token);
        if (reading is TaskTokenReading.Forged)
        {
            return new PageResult(StatusCodes.Status403Forbidden, RefusalPage.Forged);
        }

        if (reading is not TaskTokenReading.Valid { Token: var token })
        {
            return await orders.FindAsync(purchaseOrderId, cancellation) switch
            {
                null => Gone(),
                { Status: PurchaseOrderStatus.Approved or PurchaseOrderStatus.Rejected } order =>
                    await AnswerAsync(new PurchaseOrderOutcome.AlreadyDecided(order), form, cancellation),
                { } order => Expired(order),
            };
        }

        if (form.Decision is not { } action)
        {
            throw new ApiException(new ApiProblem(StatusCodes.Status400BadRequest, UnrecognizedAction));
        }

        if (form.VersionNumber is not { } version)
        {
            throw UnknownVersion();
        }

        if (form.Comment?.Length > PurchaseOrderDecision.MaxComment)
        {
            return await TooLongAsync(purchaseOrderId, form, cancellation);
        }

        PurchaseOrderDecision decision = new(action, version, token.Audience ?? ApprovalLinks.Administrator, form.Comment);
        PurchaseOrderOutcome? outcome = await decisions.DecideAsync(client, purchaseOrderId, decision, cancellation);
        return outcome is null ? Gone() : await AnswerAsync(outcome, form, cancellation);
    });

    private Task<IActionResult> RunAsync(HttpRequest request, Func<CancellationToken, Task<IActionResult>> handle) =>
        api.RunAsync(request, request.Path, handle, problem => new PageResult(
            problem.Status, RefusalPage.Of(problem, isAnswer: HttpMethods.IsPost(request.Method)), problem.RetryAfter));

    private static ApiException UnknownVersion() => new(ApiProblem.Invalid("version", "must be the version that the page showed"));

    private static PageResult Gone() => new(StatusCodes.Status404NotFound, RefusalPage.Gone);

    private static PageResult Expired(PurchaseOrder order) => new(StatusCodes.Status410Gone, RefusalPage.Expired(order.ExpiresAt));

    private async Task<IActionResult> AnswerAsync(PurchaseOrderOutcome outcome, DecisionForm form, CancellationToken cancellation)
    {
        PurchaseOrder order = outcome.Order;
        InventoryItem? item = await TryItemAsync(order, cancellation);
        return outcome switch
        {
            PurchaseOrderOutcome.Decided => new PageResult(StatusCodes.Status200OK, DecidedPage.Of(order, item, "Thank you. Your decision is recorded.")),
            PurchaseOrderOutcome.QuantityChanged when form.VersionNumber > order.Version => throw UnknownVersion(),
            PurchaseOrderOutcome.QuantityChanged => new PageResult(StatusCodes.Status409Conflict, DecisionPage.Of(
                order, item, form.Token!, FormattableString.Invariant(
                    $"Meanwhile more was asked for, and the quantity is {order.Quantity:N0} now. Nothing was decided: please decide about the new quantity."), form.Comment)),
            PurchaseOrderOutcome.AlreadyDecided => new PageResult(
                StatusCodes.Status409Conflict, DecidedPage.Of(order, item, "This purchase order was decided before. Your answer changed nothing.")),
            _ => Expired(order),
        };
    }

    private async Task<IActionResult> TooLongAsync(string purchaseOrderId, DecisionForm form, CancellationToken cancellation)
    {
        ApiProblem problem = ApiProblem.Invalid("comment", FormattableString.Invariant(
            $"must be at most {PurchaseOrderDecision.MaxComment:N0} characters; it has {form.Comment!.Length:N0}"));
        return await orders.FindAsync(purchaseOrderId, cancellation) is { IsOpen: true } order
            ? new PageResult(problem.Status, DecisionPage.Of(
                order, await ItemAsync(order, cancellation), form.Token!, $"Nothing was decided: the {problem.Detail}.", form.Comment))
            : throw new ApiException(problem);
    }

    // The decision stands by now, and whoever decided must hear of it.
    private async Task<InventoryItem?> TryItemAsync(PurchaseOrder order, CancellationToken cancellation)
    {
        try
        {
            return await ItemAsync(order, cancellation);
        }
#pragma warning disable CA1031 // The page does without.
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.ShownWithoutItem(failure, order.PurchaseOrderId, order.ProductId);
            return null;
        }
    }

    // One that is gone or unreadable keeps nobody from deciding.
    private async Task<InventoryItem?> ItemAsync(PurchaseOrder order, CancellationToken cancellation) =>
        (await inventory.LookUpAsync(order.ProductId, cancellation)).Stored?.Item;
}
